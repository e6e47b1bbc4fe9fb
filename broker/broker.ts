/** The single broker that readers use: start, stop, kill, freeze and restart it. */
import { workbookPath } from "./places.ts";
import { launch } from "./launch.ts";
import type { Node } from "./node.ts";
import { chooseFreePorts, DEFAULT_PORT } from "./ports.ts";
import type { Properties } from "./properties.ts";
import { type RunningCluster, stopIn } from "./running_cluster.ts";
import { singleNode } from "./plan.ts";
import { type ClusterStatus, statusOf } from "./status.ts";

/** Options for {@link startBroker}. */
export interface StartBrokerOptions {
  /** Absolute path of the folder with all that belongs to the broker. Default: `.workbook/broker`. */
  folder?: string | undefined;
  /** TCP port on 127.0.0.1 for the first start in the folder, which later ones keep; another one if it is taken, 0 for any. Default: 19092. */
  port?: number | undefined;
  /** Id of the process that the broker must not outlive, even if that is killed. Default: the broker runs until it is stopped. */
  ownerPid?: number | undefined;
  /** Whether its folder is deleted when it stops. Default: the records stay. */
  ephemeral?: boolean | undefined;
  /** Kafka version that `jars.json` lists. Default: the one that the course teaches. */
  version?: string | undefined;
  /** Settings that differ from the workbook's own, for a broker that is started here. */
  properties?: Properties | undefined;
  /** Called with a sentence for the reader: another port is used, records were set aside. */
  onNote?: ((line: string) => void) | undefined;
}

/** A broker that serves clients. */
export class Broker implements AsyncDisposable {
  /** Where clients connect: one `host:port`. */
  readonly brokers: string[];
  /** Id that the broker's storage was formatted with; begins with `workbook-`. */
  readonly clusterId: string;
  readonly #cluster: RunningCluster;
  readonly #node: Node;

  /**
   * Wraps a cluster of one node.
   *
   * @param cluster The cluster that was started or found.
   */
  constructor(cluster: RunningCluster) {
    this.brokers = cluster.state.brokers;
    this.clusterId = cluster.state.clusterId;
    this.#cluster = cluster;
    this.#node = cluster.nodes[0]!;
  }

  /** Process id, or `null` while it does not run. */
  get pid(): number | null {
    return this.#node.pid;
  }

  /** Absolute path of its log file. */
  get log(): string {
    return this.#node.log;
  }

  /** Absolute path of the folder with its topics, a folder for each partition. */
  get data(): string {
    return this.#node.data;
  }

  /** Whether this call started it, as opposed to finding it running. */
  get started(): boolean {
    return this.#cluster.started;
  }

  /**
   * Checks whether its process runs, frozen or not; also one that somebody has started in its place.
   *
   * @returns `true` while it runs.
   */
  async isRunning(): Promise<boolean> {
    return await this.#node.isRunning();
  }

  /** Stops it. Records stay, unless it is ephemeral. */
  async stop(): Promise<void> {
    await this.#cluster.stop();
  }

  /** Kills it (`SIGKILL`), as a power cut would. Returns when it is gone. */
  async kill(): Promise<void> {
    await this.#node.kill();
  }

  /**
   * Starts it again, with its records and on its port. Returns when it serves.
   *
   * @throws {StartFailure} If it ends, or does not serve in time.
   */
  async restart(): Promise<void> {
    await this.#node.restart();
  }

  /**
   * Suspends it (`SIGSTOP`): connections stay open and no request is answered. Returns when it stands still.
   *
   * @throws {Trouble} If it runs on for 10 s.
   */
  async freeze(): Promise<void> {
    await this.#node.freeze();
  }

  /** Resumes it (`SIGCONT`). */
  async thaw(): Promise<void> {
    await this.#node.thaw();
  }

  /** Stops it if this call started it; whoever found it running leaves it so. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cluster[Symbol.asyncDispose]();
  }
}

/**
 * Starts a Kafka broker on this machine, or joins the one that runs in the same folder. Returns when it serves.
 *
 * May be called at the same time by several processes: one broker starts. After a kill or a power cut it starts with the
 * records that it had.
 *
 * @param options The broker's folder, port, owner, version and settings.
 * @returns The broker; with `await using` it stops at the end of the block, if this call started it.
 * @throws {Trouble} If it cannot be started; nothing is left running then.
 *
 * @example A broker for one block
 * ```ts ignore
 * import { startBroker } from "broker/broker.ts";
 *
 * await using broker = await startBroker({ port: 0, ephemeral: true, folder: "/tmp/mine" });
 * console.log(broker.brokers);
 * ```
 */
export async function startBroker(
  options: StartBrokerOptions = {},
): Promise<Broker> {
  const { port = DEFAULT_PORT, properties = {}, version, onNote } = options;
  const folder = options.folder ?? workbookPath("broker");
  const cluster = await launch({
    ...singleNode({ folder, port, version, properties }),
    ownerPid: options.ownerPid,
    ephemeral: options.ephemeral,
    onNote,
  });
  const broker = new Broker(cluster);
  const isWished = port === 0 || broker.brokers[0]?.endsWith(`:${port}`);
  // It may be free again, and the broker where it was before.
  if (broker.started && !isWished && chooseFreePorts([port])[0] !== port) {
    onNote?.(`Port ${port} is taken; the broker listens on ${broker.brokers}.`);
  }
  return broker;
}

/**
 * Checks whether the broker in a folder runs and serves; starts and stops nothing.
 *
 * @param folder Absolute path of the broker's folder. Default: `.workbook/broker`.
 * @returns The broker's state, or `null` when it does not run.
 */
export async function brokerStatus(
  folder: string = workbookPath("broker"),
): Promise<ClusterStatus | null> {
  return await statusOf(folder);
}

/**
 * Stops the broker in a folder, whoever started it. Its records stay.
 *
 * @param folder Absolute path of the broker's folder. Default: `.workbook/broker`.
 * @returns Whether it was running.
 */
export async function stopBroker(
  folder: string = workbookPath("broker"),
): Promise<boolean> {
  return await stopIn(folder);
}
