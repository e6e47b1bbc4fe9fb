/** Settings of a Kafka node, as in a `server.properties` file. */
export type Properties = Record<string, string | number | boolean>;

/** Settings of every node: loopback only, small, and fast where the default is made for a data centre. */
const EVERY_NODE: Properties = {
  "controller.listener.names": "CONTROLLER",
  "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",

  // Topics are created explicitly in the course; a typing error must not create one.
  "auto.create.topics.enable": false,

  // A killed broker is noticed after 2 s, not 9 s, and may come back as soon.
  "broker.session.timeout.ms": 2000,
  "broker.heartbeat.interval.ms": 500,
  // A lone consumer starts at once, not after 3 s; a killed one may be noticed after 1 s, not 6 s.
  "group.initial.rebalance.delay.ms": 0,
  "group.min.session.timeout.ms": 1000,
  // An abandoned transaction ends at its own timeout, not up to 10 s later.
  "transaction.abort.timed.out.transaction.cleanup.interval.ms": 1000,
  // Retention and compaction happen while the reader watches.
  "log.initial.task.delay.ms": 1000,
  "log.retention.check.interval.ms": 1000,
  "log.cleaner.backoff.ms": 1000,

  // The default of 128 MiB does not fit into the heap: the broker would end with an OutOfMemoryError.
  "log.cleaner.dedupe.buffer.size": 16 * 1024 ** 2,
  // Index files are created at full size: 10 MiB each would add up to gigabytes where files can't be sparse.
  "log.index.size.max.bytes": 1024 ** 2,
  // No partition fills the disk.
  "log.segment.bytes": 16 * 1024 ** 2,
  "log.retention.bytes": 64 * 1024 ** 2,
};

/** Internal topics of a single broker. */
const ALONE: Properties = {
  "offsets.topic.replication.factor": 1,
  "offsets.topic.num.partitions": 1,
  "transaction.state.log.replication.factor": 1,
  "transaction.state.log.num.partitions": 1,
  "transaction.state.log.min.isr": 1,
  "share.coordinator.state.topic.replication.factor": 1,
  "share.coordinator.state.topic.num.partitions": 1,
  "share.coordinator.state.topic.min.isr": 1,
};

/** Replication on three brokers: three replicas, of which two must have a record before `acks=all` is answered. */
const REPLICATED: Properties = {
  "min.insync.replicas": 2,
  "offsets.topic.replication.factor": 3,
  "offsets.topic.num.partitions": 5,
  "transaction.state.log.replication.factor": 3,
  "transaction.state.log.num.partitions": 5,
  "transaction.state.log.min.isr": 2,
  "share.coordinator.state.topic.replication.factor": 3,
  "share.coordinator.state.topic.num.partitions": 3,
  "share.coordinator.state.topic.min.isr": 2,
};

/**
 * Builds the settings of a node that is broker and controller in one.
 *
 * @param id Node id.
 * @param port TCP port for clients.
 * @param controllerPort TCP port of the controller's listener.
 * @returns All settings but `log.dirs`.
 */
export function combinedNode(
  id: number,
  port: number,
  controllerPort: number,
): Properties {
  return {
    ...EVERY_NODE,
    ...ALONE,
    ...clientListener(port),
    "process.roles": "broker,controller",
    "node.id": id,
    "controller.quorum.voters": `${id}@127.0.0.1:${controllerPort}`,
    "listeners":
      `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  };
}

/**
 * Builds the settings of a node that is one of three brokers.
 *
 * @param id Node id.
 * @param port TCP port for clients and for the other brokers.
 * @param voter The controller, as `id@host:port`.
 * @returns All settings but `log.dirs`.
 */
export function replicatedBroker(
  id: number,
  port: number,
  voter: string,
): Properties {
  return {
    ...EVERY_NODE,
    ...REPLICATED,
    ...clientListener(port),
    "process.roles": "broker",
    "node.id": id,
    "controller.quorum.voters": voter,
    "listeners": `PLAINTEXT://127.0.0.1:${port}`,
  };
}

/**
 * Builds the settings of the controller of three brokers.
 *
 * @param id Node id.
 * @param port TCP port of its listener.
 * @returns All settings but `log.dirs`.
 */
export function dedicatedController(id: number, port: number): Properties {
  return {
    ...EVERY_NODE,
    ...REPLICATED,
    // Kafka takes this one from controllers only.
    "default.replication.factor": 3,
    "process.roles": "controller",
    "node.id": id,
    "controller.quorum.voters": `${id}@127.0.0.1:${port}`,
    "listeners": `CONTROLLER://127.0.0.1:${port}`,
  };
}

/**
 * Formats settings as a `server.properties` file.
 *
 * @param properties The settings of the node.
 * @returns One `name=value` a line; backslashes and characters beyond ASCII are escaped for Java.
 *
 * Source: Java's `java.util.Properties.load`
 */
export function formatProperties(properties: Properties): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${escapeValue(String(value))}\n`)
    .join("");
}

function escapeValue(value: string): string {
  return value.replaceAll("\\", "\\\\").replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function clientListener(port: number): Properties {
  return {
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "inter.broker.listener.name": "PLAINTEXT",
  };
}
