/**
 * Mends two defects of KafkaJS 2.2.4. Import it before a client is made; it has no exports.
 * `lib/README.md` says what KafkaJS does without them.
 */
import Cluster from "kafkajs/src/cluster/index.js";
import RequestQueue from "kafkajs/src/network/requestQueue/index.js";

// 1. Consumers of one group that are made by the same `Kafka` instance share their notes on which
// offsets are committed. In a rebalance each empties them for all, and one that is about to fetch
// then crashes for good: "Cannot read properties of undefined". Members of a group are programs of
// their own as a rule; in a notebook they are neighbours. Here each consumer keeps its own notes.
//
// Source: tulios/kafkajs, `src/index.js` (`PRIVATE.OFFSETS`), `src/cluster/index.js`
// (`committedOffsets`), `src/consumer/offsetManager/index.js` (`clearAllOffsets`).

/** What a consumer notes: by topic and partition, the offset that its group goes on from. */
type CommittedOffsets = Record<string, Record<number, string>>;

/** The part of KafkaJS's cluster that the cure touches; every consumer has one of its own. */
interface OffsetNotes {
  committedOffsets(of: { groupId: string }): CommittedOffsets;
}

const notes = new WeakMap<OffsetNotes, Map<string, CommittedOffsets>>();

(Cluster.prototype as OffsetNotes).committedOffsets = function (
  this: OffsetNotes,
  { groupId },
): CommittedOffsets {
  const own = notes.get(this) ?? new Map<string, CommittedOffsets>();
  notes.set(this, own);
  const offsets = own.get(groupId) ?? {};
  own.set(groupId, offsets);
  return offsets;
};

// 2. An idle connection asks for a timer with a negative delay, about a thousand times a second.
// Deno and newer Node versions print `TimeoutNegativeWarning` for it, in the middle of whatever the
// reader is looking at, and a core is busy for nothing. Requests that wait for their turn are still
// looked at; only the timer that has nothing to look at is gone.
//
// Source: tulios/kafkajs, `src/network/requestQueue/index.js` (kafkajs#1751).

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
