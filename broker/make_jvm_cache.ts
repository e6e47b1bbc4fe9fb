import { workbookPath } from "./folders.ts";
import { KAFKA_VERSION } from "./jars.ts";
import { findJvmCache, keepJvmCache } from "./jvm_cache.ts";
import { launch } from "./launch.ts";
import { withLock } from "./lock.ts";
import { prepareRuntime } from "./runtime.ts";
import { singleNode } from "./single_node.ts";

/** On a busy machine Java takes a while to write the cache, after the broker has stopped. */
const WRITTEN_WITHIN_MS = 300_000;

/**
 * Makes the cache that lets Java start Kafka in half the time, unless it is there: a broker of its own starts, answers
 * once and stops, and Java keeps what it has learnt. Takes about five seconds.
 *
 * @param ownerPid Process that the work must not outlive. Default: this one.
 */
export async function makeJvmCache(ownerPid: number = Deno.pid): Promise<void> {
  const runtime = await prepareRuntime();
  if (runtime.cache.intact) return;
  const kafka = workbookPath("kafka", KAFKA_VERSION);
  await withLock(`${kafka}/jvm.lock`, async () => {
    const cache = await findJvmCache(runtime.libs, runtime.java);
    if (cache.intact) return;
    const folder = `${kafka}/training-${Deno.pid}`;
    const recordCache = `${folder}/jvm.cache`;
    await using cluster = await launch({
      ...singleNode({ folder, port: 0 }),
      ownerPid,
      ephemeral: true,
      recordCache,
    });
    for (const node of cluster.nodes) await node.stop(WRITTEN_WITHIN_MS);
    await keepJvmCache(recordCache, cache);
  });
}

if (import.meta.main) {
  const [ownerPid] = Deno.args;
  await makeJvmCache(ownerPid === undefined ? Deno.pid : Number(ownerPid));
}
