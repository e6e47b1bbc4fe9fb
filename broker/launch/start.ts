/** Starts the nodes of a plan when none of them runs: ports, settings, formatted data, processes. */
import { announced } from "workbook/waiting.ts";
import { exists } from "../folders.ts";
import { formatData, newClusterId, setDataAside } from "./data.ts";
import { dismissGuard, startGuard } from "./guard.ts";
import { Node } from "../node.ts";
import type { Plan, PlannedNode } from "../plan.ts";
import { chooseFreePorts } from "../ports.ts";
import { formatProperties } from "../properties.ts";
import { StartFailure, waitUntilReady } from "../readiness.ts";
import { endNodes } from "../running_cluster.ts";
import type { Runtime } from "../runtime.ts";
import {
  type ClusterState,
  readFormerPorts,
  writePorts,
  writeState,
} from "../state.ts";

/** Between choosing a free port and listening on it, another program may take it. */
const ATTEMPTS = 3;

/**
 * Starts a cluster of which no node runs, with the records that are there.
 *
 * Damaged records are set aside, and it starts with none; if that does not help either, they were not the reason and are
 * put back. Whatever else keeps it from starting leaves them where they are.
 *
 * @param plan The cluster to start; its folder must exist and be locked.
 * @param runtime Kafka's jars and Java.
 * @returns The state of the cluster, as written to `state.json`; every node serves.
 * @throws {StartFailure} If a node does not start; nothing is left running then.
 */
export async function startNodes(
  plan: Plan,
  runtime: Runtime,
): Promise<ClusterState> {
  const hadData = await Promise.all(
    nodesFor(plan, plan.wishedPorts).map((node) => exists(node.data)),
  );
  try {
    return await startOnFreePorts(plan, runtime);
  } catch (failure) {
    if (
      hadData.includes(true) && failure instanceof StartFailure &&
      failure.damaged
    ) return await startWithoutData(plan, runtime, failure);
    throw failure;
  }
}

async function startWithoutData(
  plan: Plan,
  runtime: Runtime,
  failure: StartFailure,
): Promise<ClusterState> {
  const moved: { from: string; to: string }[] = [];
  for (const node of nodesFor(plan, plan.wishedPorts)) {
    const to = await setDataAside(node);
    if (to !== null) moved.push({ from: node.data, to });
  }
  try {
    const state = await startOnFreePorts(plan, runtime);
    const places = moved.map(({ to }) => `"${to}"`).join(", ");
    plan.onNote?.(
      `Kafka could not start with its records: "${failure.reason}". They are now in ${places}, and it started with none. To bring them back, stop Kafka with "deno task stop", move the new "data-${plan.version}" away and give that name to the old one.`,
    );
    return state;
  } catch {
    for (const { from, to } of moved) {
      if (await exists(from)) await Deno.remove(from, { recursive: true });
      await Deno.rename(to, from);
    }
    throw failure;
  }
}

async function startOnFreePorts(
  plan: Plan,
  runtime: Runtime,
): Promise<ClusterState> {
  // A notebook that is open knows the ports of the last start.
  const former = await readFormerPorts(plan.folder);
  for (let attempt = 1;; attempt++) {
    const ports = chooseFreePorts(plan.wishedPorts, former);
    try {
      return await startOn(ports, plan, runtime);
    } catch (failure) {
      if (!isPortTaken(failure) || attempt === ATTEMPTS) throw failure;
    }
  }
}

async function startOn(
  ports: number[],
  plan: Plan,
  runtime: Runtime,
): Promise<ClusterState> {
  const planned = plan.nodes(ports);
  const nodes = nodesFor(plan, ports);
  // A killed one would have to check all its records again, which takes longer each time.
  const end = plan.ephemeral ? "kill" : "stop";
  // An interrupted start may have left processes behind.
  await endNodes(nodes, end);
  await Promise.all(
    nodes.map((node, index) => writeProperties(node, planned[index]!)),
  );
  const known = await Promise.all(nodes.map((node) => node.readClusterId()));
  const clusterId = known.find((id) => id !== null) ?? newClusterId();
  const formatting = nodes.map((node) =>
    formatData(node, {
      runtime,
      clusterId,
      formatArguments: plan.formatArguments ?? [],
    })
  );
  await announced({
    what: () => "Kafka's folders to be formatted",
    howLong: "usually about 3 s",
  }, Promise.all(formatting));

  // Until they serve, nodes without an owner belong to this process, so that an interrupted start leaves none behind.
  const { folder, ownerPid = Deno.pid, ephemeral = false } = plan;
  await startGuard(folder, ownerPid, ephemeral);
  try {
    await Promise.all(nodes.map((node) => node.spawn(runtime)));
    await waitUntilReady(nodes, clusterId, { onNote: plan.onNote });
    const state = describe(nodes, clusterId, plan);
    await writePorts(folder, ports);
    await writeState(folder, state);
    if (plan.ownerPid === undefined) await dismissGuard(folder);
    return state;
  } catch (failure) {
    await endNodes(nodes, end);
    await dismissGuard(folder);
    throw failure;
  }
}

function describe(nodes: Node[], clusterId: string, plan: Plan): ClusterState {
  const [first] = nodes;
  const single = nodes.length === 1 && first;
  const brokers = nodes.filter((node) => !node.isController);
  return {
    brokers: brokers.map(({ identity }) => `127.0.0.1:${identity.port}`),
    clusterId,
    kafka: plan.version,
    ...single && single.pid !== null && { pid: single.pid },
    startedAt: new Date().toISOString(),
    log: single ? single.log : plan.folder,
    nodes: nodes.map(({ identity }) => identity),
  };
}

function nodesFor(plan: Plan, ports: number[]): Node[] {
  return plan.nodes(ports).map(({ identity }) =>
    new Node(plan.folder, identity, plan.version)
  );
}

async function writeProperties(
  node: Node,
  planned: PlannedNode,
): Promise<void> {
  await Deno.mkdir(node.folder, { recursive: true });
  await Deno.writeTextFile(
    node.properties,
    formatProperties({ ...planned.properties, "log.dirs": node.data }),
  );
}

function isPortTaken(failure: unknown): boolean {
  return failure instanceof StartFailure &&
    failure.reason.includes("Address already in use");
}
