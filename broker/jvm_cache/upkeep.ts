import { KAFKA_VERSION } from "../jars.ts";
import { dropJvmCache, refusedJvmCache } from "../jvm_cache.ts";
import type { Plan } from "../plan.ts";
import { leaveRunning } from "../processes.ts";
import type { Runtime } from "../runtime.ts";

/** The command that makes the cache; its process is also found by it. */
export const TRAINING_COMMAND: readonly string[] = [
  Deno.execPath(),
  "run",
  "--allow-all",
  "--no-lock",
  `${import.meta.dirname}/training.ts`,
];

/**
 * Makes Java's start-up cache in a background process of lowest priority, if a cluster had to start without it.
 *
 * @param plan The cluster that was started; the process does not outlive its owner.
 * @param runtime Kafka's jars and Java.
 * @param logs The logs of the nodes.
 */
export async function refreshJvmCache(
  plan: Plan,
  runtime: Runtime,
  logs: string[],
): Promise<void> {
  if (plan.version !== KAFKA_VERSION || plan.ignoreCache) return;
  if (runtime.cache.intact) {
    if (!logs.some(refusedJvmCache)) return;
    await dropJvmCache(runtime.cache);
    plan.onNote?.(
      "Java's start-up cache no longer fits; it is made anew in the background.",
    );
  }
  const owner = plan.ownerPid === undefined ? [] : [String(plan.ownerPid)];
  await leaveRunning([
    "nice",
    "-n",
    "19",
    ...TRAINING_COMMAND,
    ...owner,
  ], { folder: runtime.libs, log: `${runtime.cache.path}.log` });
}
