import type { KafkaConfig, SASLOptions } from "kafkajs";
import { Trouble } from "../errors.ts";
import { type Env, readSsl } from "./tls.ts";

/** The file in which the embedded broker leaves its address. */
const EMBEDDED_BROKER_STATE = new URL(
  "../../.workbook/broker/state.json",
  import.meta.url,
);

const ADDRESS = /^(?:[^\s:]+|\[[\da-f:]+\]):(\d{1,5})$/i;

/** The brokers' addresses and credentials, as KafkaJS takes them. */
export type Connection = Pick<KafkaConfig, "ssl" | "sasl"> & {
  /** `host:port` of at least one broker. */
  brokers: string[];
};

/**
 * Reads the brokers' addresses and credentials from the environment: `KAFKA_BROKERS` (`host:port`,
 * separated by commas), `KAFKA_SASL_MECHANISM`, `KAFKA_SASL_USERNAME`, `KAFKA_SASL_PASSWORD`,
 * `KAFKA_SSL` (`true` or `false`) and `KAFKA_SSL_CA` (a PEM file). Without `KAFKA_BROKERS` the
 * connection is to the embedded broker.
 *
 * @param env A function that returns a variable's value, or `undefined` when it is not set; reads the
 * environment of this program when left out.
 * @returns The addresses and credentials.
 * @throws {Trouble} If a variable has an invalid value, or the embedded broker is not running.
 *
 * @example Your own cluster
 * ```ts
 * import { readConnection } from "workbook/cluster/settings.ts";
 *
 * const env = new Map([["KAFKA_BROKERS", "127.0.0.1:9092"]]);
 * console.assert(readConnection((name) => env.get(name)).brokers[0] === "127.0.0.1:9092");
 * ```
 */
export function readConnection(
  env: (name: string) => string | undefined = (name) => Deno.env.get(name),
): Connection {
  const given = env("KAFKA_BROKERS");
  if (!given) {
    const idle = CREDENTIALS.find((name) => env(name));
    if (idle) throw lonely(idle, "KAFKA_BROKERS");
    return { brokers: embeddedBrokers() };
  }
  const brokers = given.split(",").map((broker) => broker.trim());
  for (const broker of brokers) {
    const [, port] = ADDRESS.exec(broker) ?? [];
    if (!(Number(port) >= 1 && Number(port) <= 65_535)) {
      throw new Trouble(
        `Cannot read KAFKA_BROKERS "${given}": expected host:port with a port from 1 to 65535, separated by commas, but found "${broker}". ` +
          `For a broker on this machine: KAFKA_BROKERS=127.0.0.1:9092`,
      );
    }
  }
  const ssl = readSsl(env);
  const sasl = readSasl(env, ssl !== undefined, brokers);
  return { brokers, ...(ssl && { ssl }), ...(sasl && { sasl }) };
}

function embeddedBrokers(): string[] {
  try {
    const state = JSON.parse(Deno.readTextFileSync(EMBEDDED_BROKER_STATE));
    return state.brokers.map(String); // fails when the file is of another shape
  } catch (cause) {
    throw new Trouble(
      "Cannot reach the broker: expected the workbook's own to run but found none. " +
        'Start it in a terminal with "deno task broker", or name your own brokers in KAFKA_BROKERS',
      { cause },
    );
  }
}

const LOGIN = ["KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD"];
const CREDENTIALS = [
  "KAFKA_SSL",
  "KAFKA_SSL_CA",
  "KAFKA_SASL_MECHANISM",
  ...LOGIN,
];

/** Without the other variable it would be ignored, and the connection be another than was asked for. */
function lonely(name: string, other: string): Trouble {
  return new Trouble(
    `Cannot use ${name}: expected ${other} beside it but found none. Set ${other}, or unset ${name}`,
  );
}

const MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;

function readSasl(
  env: Env,
  encrypted: boolean,
  brokers: string[],
): SASLOptions | undefined {
  const given = env("KAFKA_SASL_MECHANISM")?.trim();
  if (!given) {
    const idle = LOGIN.find((name) => env(name));
    if (idle) throw lonely(idle, "KAFKA_SASL_MECHANISM");
    return undefined;
  }
  const mechanism = MECHANISMS.find((known) => known === given.toLowerCase());
  if (!mechanism) {
    throw new Trouble(
      `Cannot log in with KAFKA_SASL_MECHANISM "${given}": expected ${
        MECHANISMS.join(", ")
      } but found "${given}"`,
    );
  }
  const username = env("KAFKA_SASL_USERNAME");
  const password = env("KAFKA_SASL_PASSWORD");
  if (!username || !password) {
    throw new Trouble(
      `Cannot log in with ${mechanism}: expected a user and a password but found ${
        username ? "no password" : "no user"
      }. Set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD`,
    );
  }
  if (mechanism === "plain" && !encrypted && !brokers.every(isLoopback)) {
    throw new Trouble(
      `Cannot log in to "${
        brokers.join(",")
      }" with plain: expected an encrypted connection but found none, so anyone on the way could read the password. ` +
        `Set KAFKA_SSL=true, or use scram-sha-512`,
    );
  }
  return { mechanism, username, password } as SASLOptions;
}

function isLoopback(broker: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\]):\d+$/.test(broker);
}

const MOST_LETTERS = 60;

/**
 * Reads the prefix of all names from `WORKBOOK_USER`.
 *
 * @param env A function that returns a variable's value, or `undefined` when it is not set; reads the
 * environment of this program when left out.
 * @returns The prefix; empty when there is none.
 * @throws {Trouble} If the name of a topic or group can't begin with it.
 *
 * Source: apache/kafka, `org.apache.kafka.common.internals.Topic` (legal characters of a name, at most 249).
 */
export function readUser(env: Env = (name) => Deno.env.get(name)): string {
  const given = env("WORKBOOK_USER") ?? "";
  if (/^[\w.-]*$/.test(given) && given.length <= MOST_LETTERS) return given;
  throw new Trouble(
    `Cannot begin names with WORKBOOK_USER "${given}": expected at most ${MOST_LETTERS} letters, digits, dots, dashes and underscores but found ${
      given.length > MOST_LETTERS ? given.length : "another character"
    }. Set it to a short name, such as ada`,
  );
}
