import {
  type API,
  apiVersionsV3,
  type Broker,
  type Connection as BrokerConnection,
  ConnectionPool,
  protocolErrorsCodesById,
  ResponseError,
} from "@platformatic/kafka";
import type { Connection } from "workbook/cluster.ts";
import { kafkaTrouble, Trouble } from "workbook/errors.ts";

/** Longest wait for a connection, in milliseconds; a broker that is down must not hold up the page. */
const CONNECT_WITHIN_MS = 2_000;
/** Longest wait for an answer, in milliseconds; a fetch waits for records itself. */
const ANSWER_WITHIN_MS = 10_000;
const CLIENT_ID = "inspector";

// deno-lint-ignore no-explicit-any -- each version takes arguments of its own
type Versions<Args extends any[], Answer> = readonly API<Args, Answer>[];

/** The error that a broker's answer names; KafkaJS's errors have the same shape. */
export interface AnswerError {
  /** Kafka's name of the error, such as `UNKNOWN_TOPIC_OR_PARTITION`. */
  type: string;
}

/** Connections to the brokers of one cluster, over which any request of Kafka's protocol can be sent. */
export class Link {
  /** `host:port` of the brokers that are asked first. */
  readonly brokers: readonly string[];
  readonly #pool: ConnectionPool;
  readonly #supported = new WeakMap<
    BrokerConnection,
    Promise<Map<number, [lowest: number, highest: number]>>
  >();

  /**
   * Prepares the connections; none is opened before the first request.
   *
   * @param connection The brokers' addresses and credentials.
   */
  constructor(connection: Connection) {
    this.brokers = connection.brokers;
    const { ssl, sasl } = connection;
    this.#pool = new ConnectionPool(CLIENT_ID, {
      connectTimeout: CONNECT_WITHIN_MS,
      requestTimeout: ANSWER_WITHIN_MS,
      maxInflights: 20,
      ...(ssl && { tls: ssl === true ? {} : ssl }),
      ...(sasl && "username" in sasl && {
        sasl: {
          mechanism: sasl.mechanism.toUpperCase() as "PLAIN",
          username: sasl.username,
          password: sasl.password,
        },
      }),
    });
  }

  /**
   * Sends a request to one broker, in the newest version that both sides know.
   *
   * An answer that names errors of single topics, groups or partitions is returned like any other; whoever reads it
   * looks at its error codes.
   *
   * @param broker The broker to ask; `null` for the first one that answers.
   * @param versions The request in the versions that this program knows, newest first.
   * @param args The fields of the request.
   * @returns The broker's answer.
   * @throws {Trouble} If no connection comes about, or the broker knows no such request.
   */
  async ask<Args extends unknown[], Answer>(
    broker: Broker | null,
    versions: Versions<Args, Answer>,
    ...args: Args
  ): Promise<Answer> {
    const connection = await this.#connect(broker);
    const [lowest, highest] = (await this.#versionsOf(connection))
      .get(versions[0]!.key) ?? [0, -1];
    const api = versions.find(({ version }) =>
      version >= lowest && version <= highest
    );
    if (!api) {
      throw new Trouble(
        `Cannot ask the broker: expected one that knows request ${
          versions[0]!.key
        } of Kafka's protocol, version ${
          versions.at(-1)!.version
        }, but found one of another version of Kafka`,
      );
    }
    try {
      return await api.async(connection, ...args);
    } catch (error) {
      const answer = error instanceof ResponseError ? error.response : null;
      if (answer) return answer as Answer;
      if (/connection closed/i.test((error as Error).message)) {
        throw new Trouble(
          `Cannot ${
            this.#action(broker)
          }: expected an answer but found that it has closed the connection. It is asked again as long as this page is open`,
          { cause: error },
        );
      }
      throw kafkaTrouble(this.#action(broker), error);
    }
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#pool.close().catch(() => {});
  }

  async #connect(broker: Broker | null): Promise<BrokerConnection> {
    try {
      return broker
        ? await this.#pool.get(broker)
        : await this.#pool.getFirstAvailable(this.brokers.map(addressOf));
    } catch (error) {
      throw kafkaTrouble(this.#action(broker), innermost(error));
    }
  }

  #versionsOf(
    connection: BrokerConnection,
  ): Promise<Map<number, [lowest: number, highest: number]>> {
    const known = this.#supported.get(connection);
    if (known) return known;
    const asked = apiVersionsV3.api.async(connection, CLIENT_ID, "1").then(
      ({ apiKeys }) =>
        new Map(apiKeys.map(({ apiKey, minVersion, maxVersion }) => [
          apiKey,
          [minVersion, maxVersion] as [number, number],
        ])),
    );
    asked.catch(() => this.#supported.delete(connection));
    this.#supported.set(connection, asked);
    return asked;
  }

  #action(broker: Broker | null): string {
    return `reach the broker "${
      broker ? `${broker.host}:${broker.port}` : this.brokers.join(",")
    }"`;
  }
}

/**
 * Throws if the error code of a topic, group or partition names an error.
 *
 * @param code The error code of the answer.
 * @throws {AnswerError} If the code is not 0.
 */
export function mustBeFine(code: number): void {
  if (code !== 0) throw { type: errorName(code) } satisfies AnswerError;
}

/**
 * Names the error of an error code.
 *
 * @param code The error code of an answer.
 * @returns Kafka's name of it, such as `OFFSET_OUT_OF_RANGE`; `NONE` for 0.
 */
export function errorName(code: number): string {
  return protocolErrorsCodesById[code] ?? `error ${code}`;
}

function addressOf(broker: string): Broker {
  const { hostname, port } = new URL(`kafka://${broker}`);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/** The pool wraps the failures of all brokers that it tried. */
function innermost(error: unknown): unknown {
  const { errors, cause } = error as { errors?: unknown[]; cause?: unknown };
  const inner = errors?.[0] ?? cause;
  return inner ? innermost(inner) : error;
}
