/**
 * A failure that can be foreseen (a broker that is down, a topic that does not exist), said in one
 * sentence for the reader.
 *
 * It carries no stack trace, because the frames of a library say nothing to a learner; the error
 * that led to it is its `cause`.
 *
 * @example The sentence is all there is
 * ```ts
 * import { Trouble } from "workbook/errors.ts";
 *
 * const trouble = new Trouble('Cannot read "orders": expected a topic but found none');
 * console.assert(trouble.stack === `Trouble: ${trouble.message}`);
 * ```
 */
export class Trouble extends Error {
  /** Always `Trouble`, or the name of the class that extends it. */
  override name = "Trouble";

  /**
   * Makes the error.
   *
   * @param sentence What was tried, expected and found, and what to do next.
   * @param options The error that led to it, as `cause`.
   */
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.stack = `${this.name}: ${sentence}`;
  }
}

/**
 * Finds Kafka's own name of an error, such as `NOT_ENOUGH_REPLICAS`, wherever KafkaJS has put it.
 *
 * @param error The error that KafkaJS threw.
 * @returns The name, or `null` when the error did not come from a broker.
 *
 * Source: Kafka protocol guide, "Error codes".
 *
 * @example Two layers down
 * ```ts
 * import { kafkaErrorName } from "workbook/errors.ts";
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
 * Describes a failed request to the brokers in one sentence.
 *
 * @param action The thing that was tried, as it stands after "Cannot": `reach the broker "127.0.0.1:9092"`.
 * @param error The error that KafkaJS threw.
 * @returns The sentence, with the error as its cause.
 *
 * @example A broker that is down
 * ```ts
 * import { kafkaTrouble } from "workbook/errors.ts";
 *
 * const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
 * console.assert(kafkaTrouble('reach "a:1"', refused).message.includes("nothing listens"));
 * ```
 */
export function kafkaTrouble(action: string, error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  const name = kafkaErrorName(error);
  const all = layers(error);
  const text = all.map((layer) =>
    `${layer.name} ${layer.code ?? ""} ${layer.message}`
  ).join("\n");
  const [expected, found, next] = (name && ANSWERS[name]) ??
    CONNECTIONS.find(([pattern]) => pattern.test(text))?.[1] ??
    [
      "it to work",
      `${name ?? all.at(-1)?.name ?? "a failure"}: ${
        all.at(-1)?.message ?? error
      }`,
      adviceOn(name, all.at(-1)),
    ];
  return new Trouble(
    `Cannot ${action}: expected ${expected} but found ${found}${
      next && `. ${next}`
    }`,
    { cause: error },
  );
}

/** The advice for a failure that no sentence below fits; empty when there is none. */
function adviceOn(name: string | null, innermost: Layer | undefined): string {
  if (name) return "Look into the broker's log";
  const isOwn = [TypeError, ReferenceError, RangeError].some((kind) =>
    innermost instanceof kind
  );
  return isOwn ? "Your own code threw it: look at its lines again" : "";
}

/** What was expected, what was found, and what to do. */
type Explanation = [expected: string, found: string, next: string];

/** Brokers' answers, by Kafka's names for them. */
const ANSWERS: Record<string, Explanation> = {
  UNKNOWN_TOPIC_OR_PARTITION: [
    "a topic that exists",
    "none of that name",
    "Was it deleted at the end of the chapter? Run the chapter's first cells again",
  ],
  MESSAGE_TOO_LARGE: [
    "a record of at most 1,048,588 bytes (max.message.bytes of the topic)",
    "a larger one",
    "Send the large thing elsewhere and its address through Kafka",
  ],
  NOT_ENOUGH_REPLICAS: [
    "enough in-sync replicas (min.insync.replicas of the topic)",
    "too few",
    "Bring a broker back, or wait until one has caught up",
  ],
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: [
    "enough in-sync replicas",
    "too few after the record was appended",
    "The record may be there: treat it as unknown",
  ],
  INCONSISTENT_GROUP_PROTOCOL: [
    "members that share a way to divide partitions",
    "a group of another kind",
    "Use another group name",
  ],
  INVALID_PRODUCER_EPOCH: [
    "to be the only producer of this transactional id",
    "a newer one",
    "Close this producer: it has been fenced off",
  ],
  TOPIC_AUTHORIZATION_FAILED: [
    "to be allowed",
    "that this user is not",
    "Ask for access to the topic, or set WORKBOOK_USER to your prefix",
  ],
  GROUP_AUTHORIZATION_FAILED: [
    "to be allowed",
    "that this user is not",
    "Ask for access to the group, or set WORKBOOK_USER to your prefix",
  ],
};

const BROKER = "a Kafka broker that accepts our credentials";
const START = 'Start it with "deno task broker", or check KAFKA_BROKERS';

/** Failures below Kafka's protocol; the first pattern that matches is used. */
const CONNECTIONS: [RegExp, Explanation][] = [
  [/SASLAuthentication|SASL.*(failed|mechanism)/i, [
    BROKER,
    "that it refuses the user or the password",
    "Check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD",
  ]],
  [/unable to verify|self.signed|UnknownIssuer|certificate/i, [
    BROKER,
    "a certificate that nobody we know has signed",
    "Name the file of its authority in KAFKA_SSL_CA",
  ]],
  [/ECONNREFUSED|refused/i, [BROKER, "that nothing listens there", START]],
  [/ENOTFOUND|EAI_AGAIN|getaddrinfo|dns/i, [
    BROKER,
    "no machine of that name",
    "Check the spelling in KAFKA_BROKERS",
  ]],
  [
    /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|Connection timeout|timed out|no answer/i,
    [BROKER, "no answer in time", START],
  ],
  [
    /Closed connection|DoesNotSupportApiKey|ECONNRESET|wrong version|before secure TLS/i,
    [
      BROKER,
      "something that does not speak the Kafka protocol",
      "Check that the port is a listener for clients, and that KAFKA_SSL and KAFKA_SASL_MECHANISM fit it",
    ],
  ],
];

interface Layer {
  name?: string;
  message?: string;
  type?: unknown;
  code?: unknown;
  cause?: unknown;
  /** One for each topic that could not be created. */
  errors?: unknown[];
  /** One for each group that could not be deleted. */
  groups?: { error?: unknown }[];
}

/** The error and what caused it, outermost first; KafkaJS may point an error at itself. */
function layers(error: unknown): Layer[] {
  const seen: Layer[] = [];
  let layer = error;
  while (typeof layer === "object" && layer !== null && !seen.includes(layer)) {
    seen.push(layer);
    const { cause, errors, groups }: Layer = layer;
    layer = cause ?? errors?.[0] ?? groups?.[0]?.error;
  }
  return seen;
}
