/** Brings a cluster up: joins the one that runs in the folder, or starts it, under a lock. */
import { Trouble } from "workbook/errors.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { damageIn } from "./damage.ts";
import { ensureDiskSpace } from "./disk.ts";
import {
  ensureOnePath,
  makeMarkedFolder,
  removeMarkedFolder,
} from "./folders.ts";
import { startGuard, takeOver } from "./launch/guard.ts";
import { refreshJvmCache } from "./jvm_cache/upkeep.ts";
import { withLock } from "./lock.ts";
import type { Node } from "./node.ts";
import type { Plan } from "./plan.ts";
import { serves } from "./readiness.ts";
import { nodesOf, RunningCluster } from "./running_cluster.ts";
import { prepareRuntime, type Runtime } from "./runtime.ts";
import { startNodes } from "./launch/start.ts";
import { type ClusterState, readState } from "./state.ts";

/** Enough for a busy broker. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Starts a cluster, or joins the one that runs in the same folder. May be called at the same time by several processes.
 *
 * @param plan The cluster to start.
 * @returns The cluster, all of whose nodes serve.
 * @throws {Trouble} If it cannot be started; nothing is left running then.
 */
export async function launch(plan: Plan): Promise<RunningCluster> {
  const { folder, ephemeral = false } = plan;
  ensureOnePath(folder);
  await makeMarkedFolder(folder);
  return await withLock(`${folder}/lock`, async () => {
    const found = await join(plan);
    const state = found ?? await start(plan);
    const started = found === null;
    const cluster = new RunningCluster(folder, state, { started, ephemeral });
    // Fills in the process ids.
    await Promise.all(cluster.nodes.map((node) => node.isRunning()));
    return cluster;
  });
}

/** Starts those nodes of a running cluster that do not run, and returns its state; `null` when none of them runs. */
async function join(plan: Plan): Promise<ClusterState | null> {
  const state = await readState(plan.folder);
  if (state === null) return null;
  const nodes = nodesOf(plan.folder, state);
  const running = await Promise.all(nodes.map((node) => node.isRunning()));
  if (!running.includes(true)) return null;
  if (state.kafka !== plan.version) {
    throw new Trouble(
      `Cannot start Kafka ${plan.version} in "${plan.folder}": expected nothing to run there but found Kafka ${state.kafka}. Stop it with "deno task stop" and start again`,
    );
  }
  const owner = await takeOver(plan.folder);
  if (owner === "ended") {
    // An ephemeral folder has gone with its nodes.
    await makeMarkedFolder(plan.folder);
    return null;
  }
  const { folder, ownerPid, ephemeral = false } = plan;
  if (owner === "taken" && ownerPid !== undefined) {
    await startGuard(folder, ownerPid, ephemeral);
  }
  const stopped = nodes.filter((_, index) => !running[index]);
  await Promise.all(stopped.map((node) => node.restart()));
  for (const node of nodes) {
    const answers = (): Promise<boolean> =>
      serves(node, nodes, state.clusterId);
    const late = (): Trouble =>
      new Trouble(
        `Cannot use the Kafka that runs in "${plan.folder}": expected ${node.identity.name} (process ${node.pid}) to answer on port ${node.identity.port} but found it silent. Stop it with "deno task stop" and start again`,
      );
    await untilAnswered(answers, ANSWER_WITHIN_MS, late);
  }
  return state;
}

async function start(plan: Plan): Promise<ClusterState> {
  try {
    await ensureDiskSpace(plan.folder);
    const runtime = await prepareRuntime(plan.version);
    const state = await startNodes(plan, runtime);
    await inspectLogs(plan, runtime, nodesOf(plan.folder, state));
    return state;
  } catch (error) {
    if (plan.ephemeral) await removeMarkedFolder(plan.folder);
    throw error;
  }
}

async function inspectLogs(
  plan: Plan,
  runtime: Runtime,
  nodes: Node[],
): Promise<void> {
  const logs = await Promise.all(
    nodes.map((node) => Deno.readTextFile(node.log)),
  );
  for (const damage of logs.map(damageIn)) {
    if (damage === null) continue;
    plan.onNote?.(
      `Kafka found damaged records and went on without them: "${damage}".`,
    );
  }
  await refreshJvmCache(plan, runtime, logs);
}
