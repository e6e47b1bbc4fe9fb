import { refusalIn } from "./refusals.ts";

/** Lines in which Java itself, not Kafka, gives its reason to end. */
const JAVA_GIVES_UP =
  /^(?:# )?((?:Terminating due to|Unrecognized|Invalid|There is insufficient|Error: ).*)$/m;

/** A line of a stack trace that names an exception, or the one that led to it: class, then message. */
const EXCEPTION =
  /^(?:Exception in thread "[^"]+" |Caused by: )?(?:(?:[\w$]+\.)+[\w$]*(?:Exception|Error): )*(?:[\w$]+\.)+([\w$]*(?:Exception|Error)): (.+)$/gm;

/** An exception as a Kafka program prints it; a node logs it. */
const UNCAUGHT = /^Exception in thread .*/ms;

/** Each entry of a log begins with its time; stack traces follow. */
const ENTRY = /^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/m;

/** A line that Kafka logged as an error: its message, then the class that logged it. */
const ERROR_LINE = /^\S+ \S+ (?:ERROR|FATAL) +(.+) \(\S+\)$/m;

/** An error that Kafka sent to a client or another node as the answer to a request. */
const ANSWERED = /error handling request/;

/** An exception whose message is only a path or a name means nothing without its class. */
const NO_WORDS = /^(?:\/.*|\S+)$/;

/**
 * Finds the error that ended a Kafka process, or the last line of its log.
 *
 * An error of the operating system is the cause of all others. Without one, the first error is the cause of those after
 * it.
 *
 * @param log All that the process printed.
 * @returns The error and the exceptions that led to it, a line each, without the frames of their stack traces; the last
 * line of the log when none looks like an error.
 */
export function failureIn(log: string): string {
  return errorIn(log) ?? (log.trimEnd().split("\n").at(-1) || "nothing");
}

/** Finds the error in a log, as `failureIn()` returns it; `null` when there is none. */
function errorIn(log: string): string | null {
  const errors = log.split(ENTRY).filter((entry) => ERROR_LINE.test(entry))
    .map(withoutFrames);
  return errors.find((error) => refusalIn(error) !== null) ??
    errors.find((error) => !ANSWERED.test(error)) ??
    errors[0] ??
    log.match(JAVA_GIVES_UP)?.[1] ??
    log.match(UNCAUGHT)?.map(withoutFrames)[0] ?? null;
}

/**
 * Checks whether a log has an error at all, as opposed to lines that only say what the process did.
 *
 * @param log All that the process printed.
 * @returns `true` if `failureIn()` and `reasonOf()` return an error; `false` if they return the last line.
 */
export function hasError(log: string): boolean {
  return errorIn(log) !== null;
}

/**
 * Finds the reason why a Kafka process did not start.
 *
 * @param log All that the process printed.
 * @returns The message of the error, and that of the exception that led to it, without time, class names and full stop; the
 * last line of the log when none looks like an error.
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
  const failure = failureIn(log);
  const exceptions = [...failure.matchAll(EXCEPTION)].map(wordsOf);
  const [outer = failure.match(ERROR_LINE)?.[1] ?? failure] = exceptions;
  const cause = exceptions.at(-1) ?? outer;
  const reason = outer.includes(cause) ? outer : `${outer}: ${cause}`;
  return reason.trim().replace(/\.$/, "");
}

function wordsOf([, name = "", message = ""]: RegExpMatchArray): string {
  return NO_WORDS.test(message) ? `${name}: ${message}` : message;
}

function withoutFrames(entry: string): string {
  return entry.split("\n").filter((line) => !line.startsWith("\t")).join("\n");
}
