import type { BaseOptions } from "@platformatic/kafka";
import {
  type Cluster,
  type Connection,
  readConnection,
} from "workbook/cluster.ts";
import { timedOut, within } from "workbook/waiting.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * Makes the settings with which Platformatic's clients connect to the brokers.
 *
 * @param cluster The cluster whose brokers to connect to.
 * @param connection The settings with which to log in; read from the environment when left out.
 * @returns Options for `Producer`, `Consumer` and `Admin` of `@platformatic/kafka`.
 *
 * Source: platformatic/kafka, `docs/base.md`.
 *
 * @example A producer
 * ```ts ignore
 * const producer = new Producer(platformaticOptions(cluster));
 * cluster.onClose(() => producer.close());
 * ```
 */
export function platformaticOptions(
  cluster: Pick<Cluster, "brokers">,
  connection: Connection = readConnection(),
): BaseOptions {
  const { ssl, sasl } = connection;
  const login = sasl && "username" in sasl
    ? {
      sasl: {
        mechanism: mechanismOf(sasl.mechanism),
        username: sasl.username,
        password: sasl.password,
      },
    }
    : {};
  return {
    clientId: "lantern",
    bootstrapBrokers: [...cluster.brokers],
    ...(ssl && { tls: ssl === true ? {} : ssl }),
    ...login,
  };
}

/**
 * Makes the settings with which librdkafka connects to the brokers.
 *
 * @param cluster The cluster whose brokers to connect to.
 * @param connection The settings with which to log in; read from the environment when left out.
 * @returns Properties for `Producer` and `Consumer` of Python's `confluent_kafka`; JSON can carry
 * them. librdkafka writes no log.
 *
 * Source: confluentinc/librdkafka, `CONFIGURATION.md`.
 *
 * @example The embedded broker
 * ```ts
 * import { librdkafkaConfig } from "chapters/11_clients/other_clients.ts";
 *
 * const brokers = ["127.0.0.1:19092"];
 * librdkafkaConfig({ brokers }, { brokers })["bootstrap.servers"]; // "127.0.0.1:19092"
 * ```
 */
export function librdkafkaConfig(
  cluster: Pick<Cluster, "brokers">,
  connection: Connection = readConnection(),
): Record<string, string | number> {
  const { ssl, sasl } = connection;
  const authority = typeof ssl === "object" ? ssl.ca : undefined;
  const login = sasl && "username" in sasl
    ? {
      "sasl.mechanism": mechanismOf(sasl.mechanism),
      "sasl.username": sasl.username,
      "sasl.password": sasl.password,
    }
    : {};
  const protocol = [sasl && "sasl", ssl ? "ssl" : sasl && "plaintext"]
    .filter(Boolean).join("_");
  return {
    "client.id": "lantern",
    "bootstrap.servers": cluster.brokers.join(","),
    ...(protocol && { "security.protocol": protocol }),
    ...(authority && { "ssl.ca.pem": [authority].flat().join("\n") }),
    ...login,
    log_level: 0, // the program gets what goes wrong as errors
  };
}

/** The name of a mechanism in capitals; KafkaJS writes it in small letters. */
function mechanismOf(
  name: string,
): "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512" {
  return name.toUpperCase() as ReturnType<typeof mechanismOf>;
}

/**
 * Takes records from a stream of Platformatic's consumer, and leaves the stream.
 *
 * @param stream The stream that `consume()` returned.
 * @param count The number of records to take.
 * @param deadlineMs The longest wait, in milliseconds; 15,000 when left out.
 * @returns The records, in the order in which they came.
 * @throws {Trouble} If fewer came before the deadline, or the stream ended.
 *
 * @example The first three
 * ```ts ignore
 * const stream = await consumer.consume({ topics: [orders], mode: "earliest" });
 * const [first] = await takeFrom(stream, 3);
 * ```
 */
export async function takeFrom<Taken>(
  stream: AsyncIterable<Taken>,
  count: number,
  deadlineMs = 15_000,
): Promise<Taken[]> {
  const taken: Taken[] = [];
  const late = (): Trouble =>
    timedOut(
      deadlineMs,
      `${count} records of the stream: found ${taken.length}`,
    );
  const taking = async (): Promise<void> => {
    for await (const record of stream) {
      if (taken.push(record) === count) return;
    }
    throw new Trouble(
      `Cannot take ${count} records from the stream: found ${taken.length} of them`,
    );
  };
  await within(deadlineMs, taking(), late);
  return taken;
}
