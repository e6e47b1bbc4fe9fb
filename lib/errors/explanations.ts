/** What was expected, what was found, and what to do next; each as it stands in the message. */
export type Explanation = [expected: string, found: string, next: string];

const NOT_ALLOWED: Explanation = [
  "to be allowed",
  "that this user is not",
  "Ask for access to it, or set WORKBOOK_USER to your prefix",
];

/** Explanations of brokers' answers, by Kafka's names of the errors. */
export const ANSWERS: Record<string, Explanation> = {
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
  INVALID_RECORD: [
    "a record that the topic accepts",
    "one that it refuses",
    "A compacted topic wants a key in each record",
  ],
  INVALID_TIMESTAMP: [
    "a timestamp near the broker's clock (message.timestamp.before.max.ms and message.timestamp.after.max.ms of the topic)",
    "one that is too far from it",
    "",
  ],
  NON_EMPTY_GROUP: [
    "a group without members",
    "members that have not left it",
    "Those of a killed process are gone after their session timeout; let the others leave",
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
  TOPIC_AUTHORIZATION_FAILED: NOT_ALLOWED,
  GROUP_AUTHORIZATION_FAILED: NOT_ALLOWED,
};

const BROKER = "a Kafka broker that accepts our credentials";
const RENEW =
  "Look at the clock of this machine, or ask who runs the broker for another one";
const START = 'Start it with "deno task broker", or check KAFKA_BROKERS';

/** Explanations of failures below Kafka's protocol; the first pattern that matches is used. */
const CONNECTIONS: [RegExp, Explanation][] = [
  [/SASLAuthentication|SASL.*(failed|mechanism)/i, [
    BROKER,
    "that it refuses the user or the password",
    "Check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD",
  ]],
  [/altnames|not valid for name/, [
    BROKER,
    "a certificate for another host name",
    "Write the name that stands in the certificate into KAFKA_BROKERS, or ask for a certificate with this one",
  ]],
  [/not valid after/, [BROKER, "a certificate that has expired", RENEW]],
  [/not valid before/, [BROKER, "a certificate of the future", RENEW]],
  [/unable to verify|self.signed|UnknownIssuer|certificate/i, [
    BROKER,
    "a certificate that nobody we know has signed",
    "Name the file of its authority in KAFKA_SSL_CA",
  ]],
  [/wrong.version|before secure TLS/i, [
    BROKER,
    "a listener without TLS",
    "Unset KAFKA_SSL and KAFKA_SSL_CA, or name the port of the listener with TLS in KAFKA_BROKERS",
  ]],
  [/TLS is expected/, [
    BROKER,
    "a listener with TLS",
    "Set KAFKA_SSL=true, or name the file of its authority in KAFKA_SSL_CA",
  ]],
  [/ECONNREFUSED|refused/i, [BROKER, "that nothing listens there", START]],
  [/ENOTFOUND|EAI_AGAIN|getaddrinfo|dns/i, [
    BROKER,
    "no machine of that name",
    "Check the spelling in KAFKA_BROKERS",
  ]],
  [
    /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|Connection timeout/,
    [BROKER, "no answer in time", START],
  ],
  [/timed out|no answer|Broker not connected|group coordinator$/m, [
    BROKER,
    "no answer in time",
    'Has this machine slept? Run the cell again. Else start the broker again with "deno task stop" and "deno task broker"',
  ]],
  [
    /^reach the broker[^]*(Closed connection|ECONNRESET)|DoesNotSupportApiKey/,
    [
      BROKER,
      "something that does not speak the Kafka protocol",
      "Check that the port is a listener for clients, and that KAFKA_SSL and KAFKA_SASL_MECHANISM fit it",
    ],
  ],
  [/Closed connection|ECONNRESET/, [
    "the broker to answer",
    "that it has closed the connection",
    'Run the cell again. If it fails again: does the broker run? "deno task broker --status" says so',
  ]],
];

/** A part of an error that KafkaJS may have wrapped in another. */
export interface Layer {
  name?: string;
  message?: string;
  /** Kafka's name of a broker's answer. */
  type?: string;
  stack?: string;
  /** Node's name of a failed connection. */
  code?: unknown;
  /** `host:port` of the broker that was asked. */
  broker?: string;
  cause?: unknown;
  /** The errors of the topics that could not be created, or whose replicas could not be moved. */
  errors?: Part[];
  /** The errors of the groups that could not be deleted. */
  groups?: Part[];
  /** The errors of the partitions whose records could not be deleted. */
  partitions?: Part[];
}

/** What a broker says of one topic, group or partition of a request. */
interface Part extends Layer {
  topic?: string;
  groupId?: string;
  partition?: number;
  error?: Layer;
}

/**
 * Lists what a broker said of each topic, group or partition of a request.
 *
 * @param layer The error.
 * @returns The parts; empty for an error that is not of several.
 */
export function partsOf({ errors, groups, partitions }: Layer): Part[] {
  return errors ?? groups ?? partitions ?? [];
}

/**
 * Unwraps an error of KafkaJS.
 *
 * @param error The error.
 * @returns It and its causes, outermost first, of several causes the first one; an error of KafkaJS may be its own cause.
 */
export function layers(error: unknown): Layer[] {
  const seen: Layer[] = [];
  let layer = error;
  while (typeof layer === "object" && layer !== null && !seen.includes(layer)) {
    seen.push(layer);
    const { cause }: Layer = layer;
    const [part] = partsOf(layer);
    layer = cause ?? part?.error ?? part;
  }
  return seen;
}

/** What KafkaJS said, by the errors whose message has been completed. */
export const original: WeakMap<Layer, string> = new WeakMap();

/**
 * Finds the explanation of a failure below Kafka's protocol.
 *
 * @param all The layers of the error.
 * @param action The thing that was tried, as it stands after "Cannot".
 * @returns The explanation; `undefined` for any other failure.
 */
export function ofConnection(
  all: Layer[],
  action: string,
): Explanation | undefined {
  const words = all.map((layer) =>
    `${layer.name} ${layer.code ?? ""} ${original.get(layer) ?? layer.message}`
  );
  const text = [action, ...words].join("\n");
  return CONNECTIONS.find(([pattern]) => pattern.test(text))?.[1];
}
