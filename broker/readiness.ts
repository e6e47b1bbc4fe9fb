/** Whether a node that was started serves yet, and the error when it does not. */
import { Trouble } from "workbook/errors.ts";
import { announced } from "workbook/waiting.ts";
import { isDamage } from "./damage.ts";
import { describeCluster } from "./describe_cluster.ts";
import { LogProgress } from "./log_progress.ts";
import { failureIn, hasError, reasonOf } from "./log_reason.ts";
import { poll } from "./poll.ts";
import { refusalIn } from "./refusals.ts";
import type { NodeIdentity } from "./state.ts";

/** A node whose log shows nothing new for this long will not serve; one with many records may take many times as long. */
const IDLE_MS = 60_000;

/** A start that takes longer than the first of these says what it does, and says it again after each of the second. */
const SAY_AFTER_MS = 10_000;
const SAY_AGAIN_AFTER_MS = 30_000;

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
   * @param idleMs The time for which it got no further, in milliseconds; `null` when the process has ended.
   */
  constructor(node: StartingNode, log: string, idleMs: number | null) {
    super(explain(node, log, idleMs));
    this.reason = reasonOf(log);
    this.damaged = idleMs === null && isDamage(failureIn(log));
  }
}

function explain(
  node: StartingNode,
  log: string,
  idleMs: number | null,
): string {
  const failed = `Cannot start "${node.identity.name}"`;
  const reason = reasonOf(log);
  const refusal = refusalIn(failureIn(log));
  if (refusal !== null) {
    return `${failed}: expected ${refusal.expected} but found "${reason}". ${refusal.cure} and start again; its records are untouched. Its whole log is "${node.log}"`;
  }
  const said = hasError(log)
    ? `Kafka says "${reason}"`
    : `the last line of its log is "${reason}"`;
  return idleMs === null
    ? `${failed}: expected it to serve but found that it has ended, and ${said}. Its records are untouched; its whole log is "${node.log}"`
    : `${failed}: expected it to serve but found that it got no further for ${
      idleMs / 1000
    } s, and ${said}. Its records are untouched. Start again when the machine is less busy; its whole log is "${node.log}"`;
}

/** Options for {@link waitUntilReady}. */
export interface ReadinessOptions {
  /** Called with a sentence for the reader when a start takes long. */
  onNote?: ((line: string) => void) | undefined;
  /** The time without progress after which a start is given up, in milliseconds. Default: 60 s. */
  idleMs?: number;
}

/**
 * Waits until each node serves, for as long as the logs show that they get further.
 *
 * @param nodes The nodes that were started.
 * @param clusterId The id that their cluster was formatted with; `null` when that is unknown.
 * @param options Receiver of sentences, and the limit.
 * @throws {StartFailure} If a node ends, or none of those that do not serve gets further.
 */
export async function waitUntilReady(
  nodes: StartingNode[],
  clusterId: string | null,
  { onNote, idleMs = IDLE_MS }: ReadinessOptions = {},
): Promise<void> {
  const waiting = new Map(
    nodes.map((node) => [node, new LogProgress(node.log)]),
  );
  const start = performance.now();
  let furtherAt = start;
  let lookAgainAt = start + LOOK_AT_PROCESS_EVERY_MS;
  let sayAt = start + SAY_AFTER_MS;
  const look = async (): Promise<void> => {
    await failIfEnded(nodes);
    const looks = [...waiting.values()].map((progress) => progress.look());
    const now = performance.now();
    if ((await Promise.all(looks)).includes(true)) furtherAt = now;
    const [late, { activity }] = [...waiting][0]!;
    if (now - furtherAt >= idleMs) {
      throw new StartFailure(late, await Deno.readTextFile(late.log), idleMs);
    }
    if (now >= sayAt) {
      onNote?.(
        `Kafka is still starting: ${late.identity.name} ${
          activity ?? "is not ready yet"
        }.`,
      );
      sayAt = now + SAY_AGAIN_AFTER_MS;
    }
    lookAgainAt = now + LOOK_AT_PROCESS_EVERY_MS;
  };
  const haveAllServed = async (): Promise<boolean> => {
    for (const node of waiting.keys()) {
      if (await serves(node, nodes, clusterId)) waiting.delete(node);
    }
    if (waiting.size > 0 && performance.now() > lookAgainAt) await look();
    return waiting.size === 0;
  };
  const [first] = nodes;
  const what = (): string =>
    nodes.length === 1
      ? `${first!.identity.name} to serve`
      : `${nodes.length} nodes of Kafka: ${
        nodes.length - waiting.size
      } serve already`;
  const howLong = `usually about ${nodes.length === 1 ? 3 : 8} s`;
  await announced({ what, howLong }, poll(haveAllServed));
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
      throw new StartFailure(node, await Deno.readTextFile(node.log), null);
    }
  }
}
