import "./kernel.ts";
import { type Admin, Kafka, type KafkaConfig, logLevel } from "kafkajs";
import { untilCoordinated, withDefaults } from "./cluster/clients.ts";
import { announced, within } from "./waiting.ts";
import { kafkaTrouble } from "./errors.ts";
import { CleanUps, type Made } from "./cluster/clean_ups.ts";
import { holdToCluster } from "./cluster/kafkajs_fixes.ts";
import { handshakeFailure } from "./cluster/tls.ts";
import {
  type Connection,
  readConnection,
  readUser,
} from "./cluster/settings.ts";

export type { Made } from "./cluster/clean_ups.ts";
export { untilCoordinated } from "./cluster/clients.ts";
export { type Connection, readConnection } from "./cluster/settings.ts";

/** A connection to the brokers, which owns the topics and groups that one run of a chapter creates. */
export interface Cluster extends AsyncDisposable {
  /** `host:port` of the brokers to connect to first. */
  readonly brokers: readonly string[];
  /** The cluster id that its brokers report. */
  readonly id: string;
  /** Whether the workbook itself made this cluster, so that breaking it harms nobody. */
  readonly embedded: boolean;
  /** KafkaJS with the workbook's defaults; every client created with it is closed with the connection. */
  readonly kafka: Kafka;
  /** A connected admin client; closed with the connection. */
  readonly admin: Admin;
  /** The name that a topic, group or transactional id gets in this run: `orders-k3f9`. */
  name(noun: string): string;
  /** Registers a clean-up that runs when the connection is closed, the latest one first. */
  onClose(work: () => Promise<void>): void;
  /** Registers a topic or group that is deleted when the connection is closed. */
  deleteOnClose(made: Made): void;
  /**
   * Deletes the topics and groups of this run and closes its clients; later calls do nothing.
   *
   * A clean-up that fails does not keep the others from running; afterwards one warning lists what
   * is still on the cluster.
   */
  close(): Promise<void>;
}

/** The lifetime of the brokers behind a connection. */
export interface ConnectOptions {
  /**
   * Whether the brokers end, with all their records, when the connection is closed, so that topics
   * and groups need not be deleted one by one; `false` when left out.
   */
  disposable?: boolean;
}

const open = new Map<string, Cluster>();
const ANSWER_WITHIN_MS = 4_000;

/**
 * Connects to the brokers that `KAFKA_BROKERS` names, or to the workbook's own.
 *
 * Topics and groups get names with a part that is new for each call, so that a chapter can be run
 * twice, and by several people at a time (`WORKBOOK_USER` is the prefix of every name). Closing the
 * connection deletes them. A second call for the same chapter closes the first connection.
 *
 * @param chapter The name of the chapter that runs; also the client id. Two calls without one are independent.
 * @param connection The brokers' addresses and credentials; read from the environment when left out.
 * @param options The lifetime of the brokers.
 * @returns The connection; close it with `close()` or `await using`.
 * @throws {Trouble} If no broker answers, no broker accepts our credentials, or `WORKBOOK_USER` can't begin a name.
 *
 * @example In the set-up cell of a chapter
 * ```ts ignore
 * import { connect } from "workbook/cluster.ts";
 *
 * const cluster = await connect("01_logging");
 * cluster.name("orders"); // "orders-k3f9"
 * ```
 */
export async function connect(
  chapter?: string,
  connection: Connection = readConnection(),
  { disposable = false }: ConnectOptions = {},
): Promise<Cluster> {
  const user = readUser();
  if (chapter) await open.get(chapter)?.close();
  const cleanUps = new CleanUps();
  const config: KafkaConfig & Connection = {
    ...connection,
    clientId: chapter ?? "workbook",
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 8 },
  };
  const id = await askForId(config);
  const kafka = withDefaults(
    new Kafka(config),
    (client) => cleanUps.add(() => client.disconnect().catch(() => {})), // it may be gone already
  );
  holdToCluster(kafka, id);
  const admin = kafka.admin();
  await admin.connect();

  const run = crypto.randomUUID().slice(0, 4);
  const cluster: Cluster = {
    brokers: connection.brokers,
    id,
    embedded: id.startsWith("workbook-"),
    kafka,
    admin,
    name: (noun) => [user, noun, run].filter(Boolean).join("-"),
    onClose: (work) => cleanUps.add(work),
    deleteOnClose: (made) => {
      if (!disposable) cleanUps.addDeletion(made);
    },
    async close(): Promise<void> {
      if (chapter && open.get(chapter) === cluster) open.delete(chapter);
      const what = (): string =>
        "clients to disconnect, and topics and groups to be deleted";
      await announced(
        { what, howLong: "usually about 2 s" },
        cleanUps.run(() => quickAdmin(config), cluster.embedded),
      );
    },
    [Symbol.asyncDispose]: () => cluster.close(),
  };
  if (cluster.embedded) {
    await untilCoordinated(admin).catch(async (error) => {
      await cluster.close();
      throw error;
    });
  }
  if (chapter) open.set(chapter, cluster);
  return cluster;
}

/** An admin client with few retries, so that a broker that is down is reported immediately. */
function quickAdmin(config: KafkaConfig): Admin {
  const retry = { retries: 2, initialRetryTime: 100 };
  return new Kafka({ ...config, retry }).admin();
}

async function askForId(config: KafkaConfig & Connection): Promise<string> {
  const admin = quickAdmin(config);
  try {
    const asked = admin.connect().then(() => admin.describeCluster());
    const late = (): Error => new Error("no answer");
    return (await within(ANSWER_WITHIN_MS, asked, late)).clusterId;
  } catch (error) {
    const failure = await handshakeFailure(config) ?? error;
    throw kafkaTrouble(`reach the broker "${config.brokers}"`, failure);
  } finally {
    void admin.disconnect().catch(() => {});
  }
}
