import {
  ANSWERS,
  type Explanation,
  type Layer,
  layers,
  ofConnection,
} from "./errors/explanations.ts";

/**
 * A foreseeable failure (a broker that is down, a topic that does not exist), explained in a sentence.
 *
 * It carries no stack trace, because the frames of a library don't help a learner; the error that led
 * to it is its `cause`.
 *
 * @example A message without a stack trace
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
 * Finds Kafka's own name of an error, such as `NOT_ENOUGH_REPLICAS`, in an error or its causes.
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
  const answer = layers(error).find(({ type }) => typeof type === "string");
  return answer?.type ?? null;
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
  const name = kafkaErrorName(error);
  const all = layers(error);
  const told = all.find((layer) => layer instanceof Trouble);
  if (told) return told as Trouble;
  const unknown = all.find(({ code }) => code === "ENOTFOUND")?.broker;
  const [expected, found, next] = (name && ANSWERS[name]) ||
    (unknown && !action.includes(unknown) && advertised(unknown)) ||
    ofConnection(all, action) ||
    [
      "it to work",
      `${name ?? all.at(-1)?.name ?? "a failure"}: ${
        all.at(-1)?.message ?? error
      }`,
      adviceOn(name, all.at(-1)),
    ];
  const advice = next && `. ${next}`;
  return new Trouble(
    `Cannot ${action}: expected ${expected} but found ${found}${advice}`,
    { cause: error },
  );
}

/** Explains that a client was sent on by a broker to `host:port`, where there is no such machine. */
const advertised = (broker: string): Explanation => [
  "to go on at the address that the broker names itself",
  `no machine of the name in "${broker}"`,
  "Set advertised.listeners of the broker to an address that this machine reaches",
];

/** The advice for a failure without an explanation; empty when there is none. */
function adviceOn(name: string | null, innermost: Layer | undefined): string {
  if (name) return "Look into the broker's log";
  if (innermost?.message?.endsWith("compression not implemented")) {
    return "Register a codec for it in KafkaJS's CompressionCodecs, as chapter 4 says";
  }
  const isOwn = [TypeError, ReferenceError, RangeError].some((kind) =>
    innermost instanceof kind
  );
  return isOwn ? "Your own code threw it: look at its lines again" : "";
}
