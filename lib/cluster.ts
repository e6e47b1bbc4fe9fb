import "./kernel.ts";
import "./cluster/kafkajs_fixes.ts";
import { type Admin, Kafka, type KafkaConfig, logLevel } from "kafkajs";
import { untilCoordinated, withDefaults } from "./cluster/clients.ts";
import { within } from "./waiting.ts";
import { kafkaTrouble } from "./errors.ts";
import { type Connection, readConnection } from "./cluster/settings.ts";

export { untilCoordinated } from "./cluster/clients.ts";
export { type Connection, readConnection } from "./cluster/settings.ts";

/** A connection to the brokers, with what one run of a chapter makes on them. */
export interface Cluster extends AsyncDisposable {
  /** `host:port` of the brokers that were asked first. */
  readonly brokers: readonly string[];
  /** The cluster's own id, as its brokers tell it. */
  readonly id: string;
  /** Whether the workbook itself made this cluster, so that breaking it harms nobody. */
  readonly embedded: boolean;
  /** KafkaJS with the workbook's defaults; every client made with it is closed with the cluster. */
  readonly kafka: Kafka;
  /** Connected; closed with the cluster. */
  readonly admin: Admin;
  /** The name that a topic, group or transactional id gets in this run: `orders-k3f9`. */
  name(noun: string): string;
  /** Has some work done when the cluster is closed; the last asked for is done first. */
  onClose(work: () => Promise<void>): void;
  /** Deletes what this run made and closes its clients; once is enough. */
  close(): Promise<void>;
}

const open = new Map<string, Cluster>();
const ANSWER_WITHIN_MS = 4_000;

/**
 * Connects to the brokers that `KAFKA_BROKERS` names, or to the workbook's own.
 *
 * Topics and groups get names with a part that is new for each call, so that a chapter can be run
 * twice, and by several people at a time (`WORKBOOK_USER` stands in front of every name). Closing
 * deletes them. A second call for the same chapter closes the first.
 *
 * @param chapter Whose run it is; also the client id. Two calls without one have nothing in common.
 * @param connection Where the brokers are; read from the environment when left out.
 * @returns The connection; close it with `close()` or `await using`.
 * @throws {Trouble} If no broker answers, or none lets us in.
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
): Promise<Cluster> {
  if (chapter) await open.get(chapter)?.close();
  const closing: (() => Promise<void>)[] = [];
  const config: KafkaConfig = {
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
    (client) => closing.push(() => client.disconnect()),
  );
  const admin = kafka.admin();
  await admin.connect();

  const run = crypto.randomUUID().slice(0, 4);
  const user = Deno.env.get("WORKBOOK_USER");
  const cluster: Cluster = {
    brokers: connection.brokers,
    id,
    embedded: id.startsWith("workbook-"),
    kafka,
    admin,
    name: (noun) => [user, noun, run].filter(Boolean).join("-"),
    onClose: (work) => void closing.push(work),
    async close(): Promise<void> {
      if (chapter && open.get(chapter) === cluster) open.delete(chapter);
      while (closing.length > 0) await closing.pop()!().catch(() => {});
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

/** Asks with few retries: a broker that is down should be told of at once. */
async function askForId(config: KafkaConfig): Promise<string> {
  const admin = new Kafka({
    ...config,
    retry: { retries: 2, initialRetryTime: 100 },
  }).admin();
  try {
    const asked = admin.connect().then(() => admin.describeCluster());
    const late = (): Error => new Error("no answer");
    return (await within(ANSWER_WITHIN_MS, asked, late)).clusterId;
  } catch (error) {
    throw kafkaTrouble(`reach the broker "${config.brokers}"`, error);
  } finally {
    void admin.disconnect().catch(() => {});
  }
}
