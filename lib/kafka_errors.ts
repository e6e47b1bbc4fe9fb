import { Trouble } from "workbook/trouble.ts";

/**
 * Kafka's own name of what went wrong, such as `NOT_ENOUGH_REPLICAS`, wherever KafkaJS hides it.
 *
 * @param error What KafkaJS threw.
 * @returns The name, or `null` when the error did not come from a broker.
 *
 * Source: Kafka protocol guide, "Error codes".
 *
 * @example Two layers down
 * ```ts
 * import { kafkaErrorName } from "workbook/kafka_errors.ts";
 *
 * const hidden = new Error("gave up", { cause: { type: "NOT_ENOUGH_REPLICAS" } });
 * console.assert(kafkaErrorName(hidden) === "NOT_ENOUGH_REPLICAS");
 * ```
 */
export function kafkaErrorName(error: unknown): string | null {
  for (const layer of layers(error)) {
    if (typeof layer.type === "string") return layer.type;
  }
  return null;
}

/**
 * Says in one sentence why a broker can't be used.
 *
 * @param action What was tried, as it stands after "Cannot": `reach the broker "127.0.0.1:9092"`.
 * @param error What KafkaJS threw.
 * @returns The sentence, with the error as its cause.
 *
 * @example A broker that is down
 * ```ts
 * import { connectionTrouble } from "workbook/kafka_errors.ts";
 *
 * const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
 * console.assert(connectionTrouble('reach "a:1"', refused).message.includes("nothing listens"));
 * ```
 */
export function connectionTrouble(action: string, error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  const all = layers(error);
  const text = all.map((layer) =>
    `${layer.name} ${layer.code ?? ""} ${layer.message}`
  ).join("\n");
  const [found, next] =
    CAUSES.find(([pattern]) => pattern.test(text))?.slice(1) as [
      string,
      string,
    ] ??
      [all.at(-1)?.message ?? String(error), "See what the broker's log says"];
  return new Trouble(
    `Cannot ${action}: expected a Kafka broker that lets us in but found ${found}. ${next}`,
    {
      cause: error,
    },
  );
}

const START = 'Start it with "deno task broker", or check KAFKA_BROKERS';

/** What stands in an error, what that means, and what to do; the first that fits is told. */
const CAUSES: [RegExp, string, string][] = [
  [
    /SASLAuthentication|SASL.*(failed|mechanism)/i,
    "that it refuses the user or the password",
    "Check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD",
  ],
  [
    /unable to verify|self.signed|UnknownIssuer|certificate/i,
    "a certificate that nobody we know has signed",
    "Name the file of its authority in KAFKA_SSL_CA",
  ],
  [/ECONNREFUSED|refused/i, "that nothing listens there", START],
  [
    /ENOTFOUND|EAI_AGAIN|getaddrinfo|dns/i,
    "no machine of that name",
    "Check the spelling in KAFKA_BROKERS",
  ],
  [
    /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|Connection timeout|timed out|no answer/i,
    "no answer in time",
    START,
  ],
  [
    /Closed connection|DoesNotSupportApiKey|ECONNRESET|wrong version|before secure TLS/i,
    "something that does not speak as we do",
    "Check that the port is a listener for clients, and that KAFKA_SSL and KAFKA_SASL_MECHANISM fit it",
  ],
];

interface Layer {
  name?: string;
  message?: string;
  type?: unknown;
  code?: unknown;
  cause?: unknown;
}

/** The error and what caused it, outermost first; KafkaJS may point an error at itself. */
function layers(error: unknown): Layer[] {
  const seen: Layer[] = [];
  let layer = error;
  while (typeof layer === "object" && layer !== null && !seen.includes(layer)) {
    seen.push(layer);
    layer = (layer as Layer).cause;
  }
  return seen;
}
