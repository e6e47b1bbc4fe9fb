/**
 * Mends one defect of KafkaJS 2.2.4: an idle connection asks for a timer with a negative delay,
 * about a thousand times a second. Deno and newer Node versions print `TimeoutNegativeWarning`
 * for it, in the middle of whatever the reader is looking at, and a core is busy for nothing.
 *
 * Requests that wait for their turn are still looked at; only the timer that has nothing to look
 * at is gone. Import this module before a client is made; it has no exports.
 *
 * Source: tulios/kafkajs, `src/network/requestQueue/index.js` (kafkajs#1751).
 */
import RequestQueue from "kafkajs/src/network/requestQueue/index.js";

/** The part of KafkaJS's request queue that the cure touches. */
interface Queue {
  /** Requests not sent yet: the broker throttles us, or too many are in flight. */
  pending: unknown[];
  /** Milliseconds since the epoch until which the broker asked us to be silent; -1 for never. */
  throttledUntil: number;
  throttleCheckTimeoutId: ReturnType<typeof setTimeout> | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const RECHECK_MS = 10;

(RequestQueue.prototype as Queue).scheduleCheckPendingRequests = function (
  this: Queue,
): void {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, throttledMs > 0 ? throttledMs : RECHECK_MS);
};
