import { workbookPath } from "../places.ts";
import { KAFKA_VERSION } from "../jars.ts";
import { findJvmCache, keepJvmCache, recordJvmCache } from "../jvm_cache.ts";
import { launch } from "../launch.ts";
import { withLock } from "../lock.ts";
import { prepareRuntime } from "../runtime.ts";
import { singleNode } from "../plan.ts";

/** On a busy machine Java takes a while to write the cache, after the broker has stopped. */
const WRITTEN_WITHIN_MS = 300_000;

/**
 * Makes the cache that lets Java start Kafka in half the time, unless it exists: a broker starts, stops and starts again,
 * and Java records the classes that it used. This takes about six seconds.
 *
 * @param ownerPid Id of the process that the broker must not outlive. Default: this one.
 */
export async function makeJvmCache(ownerPid: number = Deno.pid): Promise<void> {
  const runtime = await prepareRuntime();
  if (runtime.cache.intact) return;
  const kafka = workbookPath("kafka", KAFKA_VERSION);
  await withLock(`${kafka}/jvm.lock`, async () => {
    const cache = await findJvmCache(runtime.libs, runtime.java);
    if (cache.intact) return;
    const folder = `${kafka}/training-${Deno.pid}`;
    const written = `${folder}/jvm.cache`;
    await using cluster = await launch({
      ...singleNode({ folder, port: 0 }),
      ownerPid,
      ephemeral: true,
      ignoreCache: true,
    });
    for (const node of cluster.nodes) {
      // A broker that finds records does more at its start than one that finds none.
      await node.restart(recordJvmCache(runtime.java, written));
      await node.stop(WRITTEN_WITHIN_MS);
    }
    await keepJvmCache(written, cache);
  });
}

if (import.meta.main) {
  const [ownerPid] = Deno.args;
  await makeJvmCache(ownerPid === undefined ? Deno.pid : Number(ownerPid));
}
