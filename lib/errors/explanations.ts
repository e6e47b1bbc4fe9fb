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
const START = 'Start it with "deno task broker", or check KAFKA_BROKERS';

/** Explains that a client was sent on by a broker to `host:port`, where there is no such machine. */
export const advertised = (broker: string): Explanation => [
  "to go on at the address that the broker names itself",
  `no machine of the name in "${broker}"`,
  "Set advertised.listeners of the broker to an address that this machine reaches",
];

/** Explanations of failures below Kafka's protocol; the first pattern that matches is used. */
export const CONNECTIONS: [RegExp, Explanation][] = [
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
  [/not valid after/, [
    BROKER,
    "a certificate that has expired",
    "Ask who runs the broker for a new one, and look at the clock of this machine",
  ]],
  [/not valid before/, [
    BROKER,
    "a certificate that is not valid yet",
    "Look at the clock of this machine",
  ]],
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
    /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|Connection timeout|timed out|no answer/i,
    [BROKER, "no answer in time", START],
  ],
  [
    /Closed connection|DoesNotSupportApiKey|ECONNRESET/i,
    [
      BROKER,
      "something that does not speak the Kafka protocol",
      "Check that the port is a listener for clients, and that KAFKA_SSL and KAFKA_SASL_MECHANISM fit it",
    ],
  ],
];
