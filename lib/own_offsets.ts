/**
 * Mends one defect of KafkaJS 2.2.4: consumers of one group that are made by the same `Kafka`
 * instance share their notes on which offsets are committed. In a rebalance each empties them for
 * all, and one that is about to fetch then crashes for good: "Cannot read properties of undefined".
 *
 * Members of a group are programs of their own as a rule; in a notebook they are neighbours. With
 * this module each consumer keeps its own notes. Import it before a client is made; it has no exports.
 *
 * Source: tulios/kafkajs, `src/index.js` (`PRIVATE.OFFSETS`), `src/cluster/index.js`
 * (`committedOffsets`), `src/consumer/offsetManager/index.js` (`clearAllOffsets`).
 */
import Cluster from "kafkajs/src/cluster/index.js";

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
