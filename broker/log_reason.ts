/** Lines by which Java itself, not Kafka, says why it gives up. */
const JAVA_GIVES_UP =
  /^(?:# )?((?:Terminating due to|Unrecognized|Invalid|There is insufficient|Error: ).*)$/m;

/** The first line of a stack trace: class of the exception, then its message. */
const EXCEPTION =
  /^(?:Exception in thread "[^"]+" )?(?:[\w$]+\.)+[\w$]*(?:Exception|Error): (.+)$/m;

/** A line that Kafka logged as an error: its message, then the class that logged it. */
const ERROR_LINE = /^\S+ \S+ (?:ERROR|FATAL) +(.+) \(\S+\)$/m;

/**
 * Finds the line that tells why a Kafka process did not start.
 *
 * The first error is the cause; those after it are what followed from it.
 *
 * @param log All that the process printed.
 * @returns The message, without time, class names and full stop; the last line when none looks like a reason.
 *
 * @example A taken port
 * ```ts
 * import { reasonOf } from "broker/log_reason.ts";
 *
 * const log = `2026-11-21 02:12:43.498 ERROR Unable to start acceptor for PLAINTEXT (kafka.network.DataPlaneAcceptor)
 * org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9092: Address already in use.`;
 * console.assert(reasonOf(log) === "Socket server failed to bind to 127.0.0.1:9092: Address already in use");
 * ```
 */
export function reasonOf(log: string): string {
  const firstError = log.search(ERROR_LINE);
  // Exceptions that Kafka got over stand before the first error.
  const rest = log.slice(Math.max(firstError, 0));
  const reason = rest.match(EXCEPTION) ?? rest.match(ERROR_LINE) ??
    log.match(JAVA_GIVES_UP);
  const lastLine = log.trimEnd().split("\n").at(-1) || "nothing";
  return (reason?.[1] ?? lastLine).trim().replace(/\.$/, "");
}

/** A line by which Kafka says that it cut off what it could not read. */
const CUT_OFF = /^\S+ \S+ WARN +(.*Corruption found in segment.*) \(\S+\)$/m;

/**
 * Finds the line by which Kafka says that records were damaged and that it went on without them.
 *
 * @param log All that the process printed.
 * @returns The message, or `null` when nothing was damaged.
 */
export function damageIn(log: string): string | null {
  return log.match(CUT_OFF)?.[1] ?? null;
}
