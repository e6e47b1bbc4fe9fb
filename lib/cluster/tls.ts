import { X509Certificate } from "node:crypto";
import type { KafkaConfig } from "kafkajs";
import { Trouble } from "../errors.ts";
import { within } from "../waiting.ts";

/** Returns the value of a variable, or `undefined` when it is not set. */
export type Env = (name: string) => string | undefined;

type TlsSettings = KafkaConfig["ssl"] | undefined;

/**
 * Reads the TLS settings from `KAFKA_SSL` and `KAFKA_SSL_CA`.
 *
 * @param env A function that returns a variable's value, or `undefined` when it is not set.
 * @returns The settings; `undefined` for a connection without TLS.
 * @throws {Trouble} If a variable has an invalid value, or the two contradict each other.
 */
export function readSsl(env: Env): TlsSettings {
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
    const ca = Deno.readTextFileSync(file);
    // One that can't be read throws, and so does a file without any.
    for (const pem of ca.match(PEM) ?? [""]) new X509Certificate(pem);
    return { ca: [ca] };
  } catch (cause) {
    throw new Trouble(
      `Cannot read the certificate "${file}" that KAFKA_SSL_CA names: expected a PEM file but found none that can be read. ` +
        `Check the path, or unset KAFKA_SSL_CA when the brokers' certificate is signed by a public authority`,
      { cause },
    );
  }
}

const PEM = /-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs;

const YES = ["true", "yes", "on", "1"];
const NO = ["false", "no", "off", "0"];

/** An unknown value must not count as unset, or the connection would lack what the reader asked for. */
function readYesOrNo(name: string, env: Env): boolean | undefined {
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

const ANSWER_WITHIN_MS = 1_000;

/**
 * Finds out by a TLS handshake why a broker can't be reached. KafkaJS can't: it calls each certificate that it refuses
 * unverified, and a connection without TLS to a listener with it ends in silence.
 *
 * @param connection The brokers, of which the first is asked, and the TLS settings that have failed.
 * @returns The failure; `null` when there is none to add to what KafkaJS says.
 */
export async function handshakeFailure(
  { brokers: [broker], ssl }: { brokers: string[]; ssl?: TlsSettings },
): Promise<Error | null> {
  const { hostname, port } = new URL(`tcp://${broker}`);
  const shaken = Deno.connectTls({
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port),
    caCerts: typeof ssl === "object" ? [ssl.ca].flat().map(String) : [],
  }).then(async (connection) => {
    try {
      await connection.handshake();
    } finally {
      connection.close();
    }
  });
  const late = (): Error => new Error("no answer");
  const failure = await within(ANSWER_WITHIN_MS, shaken, late)
    .then(() => null, (error: Error) => error);
  const isRefused = failure?.message.includes("peer certificate");
  if (ssl) return isRefused ? failure : null;
  return isRefused || !failure ? new Error("TLS is expected") : null;
}
