import type { KafkaConfig, SASLOptions } from "kafkajs";
import { Trouble } from "../errors.ts";

/** The file in which the embedded broker leaves its address. */
const EMBEDDED_BROKER_STATE = new URL(
  "../../.workbook/broker/state.json",
  import.meta.url,
);

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
  if (!given) return { brokers: embeddedBrokers() };
  const brokers = given.split(",").map((broker) => broker.trim());
  for (const broker of brokers) {
    if (!/^[^\s:]+:\d{1,5}$|^\[[\da-f:]+\]:\d{1,5}$/i.test(broker)) {
      throw new Trouble(
        `Cannot read KAFKA_BROKERS "${given}": expected host:port, separated by commas, but found "${broker}". ` +
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
    return JSON.parse(Deno.readTextFileSync(EMBEDDED_BROKER_STATE)).brokers;
  } catch (cause) {
    throw new Trouble(
      "Cannot reach the broker: expected the workbook's own to run but found none. " +
        'Start it in a terminal with "deno task broker", or name your own brokers in KAFKA_BROKERS',
      { cause },
    );
  }
}

function readSsl(
  env: (name: string) => string | undefined,
): Connection["ssl"] | undefined {
  const file = env("KAFKA_SSL_CA");
  const wanted = readYesOrNo("KAFKA_SSL", env);
  if (!file) return wanted ? true : undefined;
  if (wanted === false) {
    throw new Trouble(
      `Cannot connect without TLS: expected no certificate but found "${file}" in KAFKA_SSL_CA. ` +
        "Unset one of KAFKA_SSL and KAFKA_SSL_CA",
    );
  }
  try {
    return { ca: [Deno.readTextFileSync(file)] };
  } catch (cause) {
    throw new Trouble(
      `Cannot read the certificate "${file}" that KAFKA_SSL_CA names: expected a PEM file but found none that can be read. ` +
        `Check the path, or unset KAFKA_SSL_CA when the brokers' certificate is signed by a public authority`,
      { cause },
    );
  }
}

const YES = ["true", "yes", "on", "1"];
const NO = ["false", "no", "off", "0"];

/** An unknown value must not count as unset, or the connection would lack what the reader asked for. */
function readYesOrNo(
  name: string,
  env: (name: string) => string | undefined,
): boolean | undefined {
  const given = env(name)?.trim();
  if (!given) return undefined;
  const known = given.toLowerCase();
  if (YES.includes(known)) return true;
  if (NO.includes(known)) return false;
  throw new Trouble(
    `Cannot read ${name} "${given}": expected true or false but found "${given}". ` +
      `Set ${name}=true for a connection by TLS, or unset it`,
  );
}

const MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;

function readSasl(
  env: (name: string) => string | undefined,
  encrypted: boolean,
  brokers: string[],
): SASLOptions | undefined {
  const given = env("KAFKA_SASL_MECHANISM");
  if (!given) return undefined;
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
