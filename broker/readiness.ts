/** Whether a node that was started serves yet, and the error when it does not. */
import { Trouble } from "workbook/errors.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { isDamage } from "./damage.ts";
import { describeCluster } from "./describe_cluster.ts";
import { failureIn, reasonOf } from "./log_reason.ts";
import { refusalIn } from "./refusals.ts";
import type { NodeIdentity } from "./state.ts";

/** Enough for a broker with many records on a slow disk. */
const READY_WITHIN_MS = 60_000;

/** Checking a process costs more than checking a port. */
const LOOK_AT_PROCESS_EVERY_MS = 200;

/** A node that was started, as far as its readiness is concerned. */
export interface StartingNode {
  /** Name, id and port of the node. */
  identity: NodeIdentity;
  /** Whether it is a controller alone, and serves no clients. */
  isController: boolean;
  /** Absolute path of its log file. */
  log: string;
  /** Checks whether its process runs. */
  isRunning(): Promise<boolean>;
}

/** The error for a node that was started and does not serve. */
export class StartFailure extends Trouble {
  /** Kafka's own reason. */
  readonly reason: string;
  /** Whether the process ended because its data folder is damaged. */
  readonly damaged: boolean;

  /**
   * Explains why a node does not serve, and what to do.
   *
   * @param node The node that was started.
   * @param log All that its process printed.
   * @param ended Whether the process has ended, as opposed to running without serving.
   */
  constructor(node: StartingNode, log: string, ended: boolean) {
    super(explain(node, log, ended));
    this.reason = reasonOf(log);
    this.damaged = ended && isDamage(failureIn(log));
  }
}

function explain(node: StartingNode, log: string, ended: boolean): string {
  const failed = `Cannot start "${node.identity.name}"`;
  const reason = reasonOf(log);
  const refusal = refusalIn(failureIn(log));
  if (refusal !== null) {
    return `${failed}: expected ${refusal.expected} but found "${reason}". ${refusal.cure} and start again; its records are untouched. Its whole log is "${node.log}"`;
  }
  return ended
    ? `${failed}: Kafka says "${reason}". Its records are untouched; its whole log is "${node.log}"`
    : `${failed}: it did not serve within ${
      READY_WITHIN_MS / 1000
    } s; the first problem in its log is "${reason}". The whole log is "${node.log}"`;
}

/**
 * Waits until each node serves.
 *
 * @param nodes The nodes that were started.
 * @param clusterId The id that their cluster was formatted with; `null` when that is unknown.
 * @throws {StartFailure} If a node ends, or does not serve in time.
 */
export async function waitUntilReady(
  nodes: StartingNode[],
  clusterId: string | null,
): Promise<void> {
  const waiting = new Set(nodes);
  let lookAgainAt = performance.now() + LOOK_AT_PROCESS_EVERY_MS;
  const haveAllServed = async (): Promise<boolean> => {
    for (const node of waiting) {
      if (await serves(node, nodes, clusterId)) waiting.delete(node);
    }
    if (waiting.size > 0 && performance.now() > lookAgainAt) {
      await failIfEnded(nodes);
      lookAgainAt = performance.now() + LOOK_AT_PROCESS_EVERY_MS;
    }
    return waiting.size === 0;
  };
  await untilAnswered(haveAllServed, READY_WITHIN_MS, () => {
    const [late] = waiting;
    return new StartFailure(late!, Deno.readTextFileSync(late!.log), false);
  });
}

/**
 * Checks once whether a node serves: a broker answers as a member of its cluster and knows the brokers that were started
 * with it; a controller listens.
 *
 * @param node The node to ask.
 * @param nodes All nodes that were started with it.
 * @param clusterId The id that their cluster was formatted with.
 * @returns `true` if it serves; `false` also when nobody listens on its port.
 */
export async function serves(
  node: StartingNode,
  nodes: StartingNode[],
  clusterId: string | null,
): Promise<boolean> {
  const { port } = node.identity;
  if (node.isController) return await listens(port);
  const answer = await describeCluster(port);
  return answer?.clusterId === clusterId &&
    nodes.every(({ isController, identity }) =>
      isController || answer.brokerIds.includes(identity.id)
    );
}

async function listens(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}

async function failIfEnded(nodes: StartingNode[]): Promise<void> {
  for (const node of nodes) {
    if (!await node.isRunning()) {
      throw new StartFailure(node, await Deno.readTextFile(node.log), true);
    }
  }
}
