import type { Anomaly } from "lab/history/anomalies.ts";

/**
 * A history in short.
 *
 * - `sent`, in order: `a` is acknowledged, `a@0/5` acknowledged at partition 0 offset 5, `a?` of
 *   unknown outcome, `a!` aborted, `a~` nothing noted; `a:k` has the key k.
 * - `log`: what each partition holds from offset 0 on, `|` between two, `-` for an offset without a
 *   record. Left out, nobody reads the log.
 * - `processed`: by id (at its first offset), `a@1/0` at that offset, or `'a` without any log. Left
 *   out, nobody watches.
 * - `finds`: the anomalies and the ids they affect; nothing else may be reported.
 */
export interface Scenario {
  fact: string;
  sent: string;
  log?: string;
  processed?: string;
  finds?: Partial<Record<Anomaly, string>>;
}

/** What can happen to a few records, and what a history must say to it. */
export const SCENARIOS: Scenario[] = [
  // Nothing to report.
  { fact: "nothing happened", sent: "", log: "", processed: "" },
  { fact: "all went well", sent: "a@0/0 b@0/1", log: "a b", processed: "a b" },
  { fact: "nobody read the log", sent: "a b" },
  { fact: "an unknown record is not in the log", sent: "a b?", log: "a" },
  { fact: "a record was never noted about again", sent: "a b~", log: "a" },
  { fact: "an aborted record is not in the log", sent: "a b!", log: "a - -" },
  {
    fact: "a record came at the second attempt",
    sent: "a? a@0/0",
    log: "a",
    processed: "a",
  },
  { fact: "an aborted record was sent again", sent: "a! a@0/2", log: "- - a" },
  { fact: "partitions keep their own order", sent: "a b c", log: "b c | a" },
  { fact: "keys interleave", sent: "a:k b:l c:k", log: "a b c" },
  {
    fact: "keys are processed out of step with each other",
    sent: "a:k b:l",
    log: "a | b",
    processed: "b a",
  },
  {
    fact: "records without a key are processed in any order",
    sent: "a b",
    log: "a | b",
    processed: "b a",
  },
  { fact: "an unknown record keeps its place", sent: "a b? c", log: "a c" },
  { fact: "no log is involved", sent: "a b", processed: "'a 'b" },

  // The log.
  { fact: "one is lost", sent: "a b c", log: "a c", finds: { lost: "b" } },
  { fact: "all are lost", sent: "a b", log: "", finds: { lost: "a b" } },
  {
    fact: "one is lost and its offset holds another",
    sent: "a@0/0 b? c@0/1 d@0/2",
    log: "a b d",
    finds: { lost: "c", unknownPresent: "b" },
  },
  {
    fact: "one stands at another offset",
    sent: "a@0/0 b@0/1",
    log: "a - b",
    finds: { misplaced: "b" },
  },
  {
    fact: "one stands in another partition",
    sent: "a@0/0 b@0/1",
    log: "a | b",
    finds: { misplaced: "b" },
  },
  {
    fact: "two swapped offsets",
    sent: "a@0/1 b@0/0",
    log: "a b",
    finds: { misplaced: "a b" },
  },
  {
    fact: "one is there twice",
    sent: "a b",
    log: "a a b",
    finds: { duplicated: "a" },
  },
  {
    fact: "one is there six times",
    sent: "a?",
    log: "- a a a a a a",
    finds: { duplicated: "a", unknownPresent: "a" },
  },
  {
    fact: "one is there twice, the second behind a later one",
    sent: "a b",
    log: "a b a",
    finds: { duplicated: "a" },
  },
  {
    fact: "one is there in two partitions",
    sent: "a b",
    log: "a b | a",
    finds: { duplicated: "a" },
  },
  {
    fact: "the application sent one twice",
    sent: "a@0/0 a@0/1",
    log: "a a",
    finds: { duplicated: "a" },
  },
  {
    fact: "one promise of two was kept",
    sent: "a@0/0 a@0/1",
    log: "a",
    finds: { misplaced: "a" },
  },
  {
    fact: "an unknown record is in the log",
    sent: "a b? c",
    log: "a b c",
    finds: { unknownPresent: "b" },
  },
  {
    fact: "a record never noted about again is in the log",
    sent: "a~",
    log: "a",
    finds: { unknownPresent: "a" },
  },
  {
    fact: "two unknown attempts both arrived",
    sent: "a? a?",
    log: "a a",
    finds: { unknownPresent: "a", duplicated: "a" },
  },
  {
    fact: "both attempts were aborted, and the log holds one",
    sent: "a! a!",
    log: "a",
    finds: { abortedRead: "a" },
  },
  {
    fact: "an aborted record is in the log",
    sent: "a! b",
    log: "a b",
    finds: { abortedRead: "a" },
  },
  {
    fact: "one was never sent",
    sent: "a",
    log: "a x",
    finds: { phantom: "x" },
  },
  {
    fact: "one was never sent and is there twice",
    sent: "a",
    log: "x a x",
    finds: { phantom: "x" },
  },

  // Two records at one offset.
  {
    fact: "two of unknown outcome stand at one offset",
    sent: "a? b?",
    log: "a+b",
    finds: { unknownPresent: "a b", sharedOffset: "a b" },
  },
  {
    fact: "two acknowledged at one offset both stand there",
    sent: "a@0/1 b@0/1",
    log: "- b+a",
    finds: { sharedOffset: "a b" },
  },
  {
    fact: "two were acknowledged at one offset, and nobody read the log",
    sent: "a@0/1 b@0/1 c@0/2",
    finds: { sharedOffset: "a b" },
  },
  {
    fact: "two that were sent and one that was not stand at one offset",
    sent: "a? b?",
    log: "b+x+a",
    finds: { unknownPresent: "a b", phantom: "x", sharedOffset: "a b x" },
  },
  {
    fact: "an unclean leader gave an offset once more",
    sent: "a@0/0 b@0/1 c@0/1",
    log: "a c",
    finds: { lost: "b", sharedOffset: "b c" },
  },
  {
    fact: "two were processed from one offset",
    sent: "a b",
    processed: "a@0/0 b@0/0",
    finds: { sharedOffset: "a b" },
  },
  {
    fact: "one was processed where another stands now",
    sent: "a? b",
    log: "b a",
    processed: "a@0/0 a b",
    finds: {
      unknownPresent: "a",
      sharedOffset: "a b",
      vanished: "a",
      reorderedInPartition: "a",
    },
  },

  // Processed, but not in the log.
  {
    fact: "one of unknown outcome was processed and is gone",
    sent: "a?",
    log: "",
    processed: "a@0/0",
    finds: { vanished: "a" },
  },
  {
    fact: "an acknowledged one was processed and is lost",
    sent: "a@0/0",
    log: "",
    processed: "a@0/0",
    finds: { lost: "a", vanished: "a" },
  },
  {
    fact: "one was handed over by name and is nowhere in the log",
    sent: "a? b",
    log: "b",
    processed: "'a 'b",
    finds: { vanished: "a" },
  },
  {
    fact: "an aborted one was processed, and the log does not hold it",
    sent: "a!",
    log: "-",
    processed: "a@0/0",
    finds: { abortedRead: "a" },
  },

  // Order.
  {
    fact: "two changed places",
    sent: "a b",
    log: "b a",
    finds: { reorderedInPartition: "a" },
  },
  {
    fact: "two of one key changed places",
    sent: "a:k b:k",
    log: "b a",
    finds: { reorderedInPartition: "a", reorderedInKey: "a" },
  },
  {
    fact: "two of different keys changed places",
    sent: "a:k b:l",
    log: "b a",
    finds: { reorderedInPartition: "a" },
  },
  {
    fact: "one came last",
    sent: "a:k b:k c:k",
    log: "b c a",
    finds: { reorderedInPartition: "a", reorderedInKey: "a" },
  },
  {
    fact: "one came first",
    sent: "a b c",
    log: "c a b",
    finds: { reorderedInPartition: "a b" },
  },
  {
    fact: "un-awaited sends of KafkaJS",
    sent: "0:k 1:k 2:k 3:k 4:k 5:k 6:k 7:k",
    log: "0 1 2 3 4 5 7 6",
    finds: { reorderedInPartition: "6", reorderedInKey: "6" },
  },
  {
    fact: "one partition of two is out of order",
    sent: "a b c d",
    log: "a c | d b",
    finds: { reorderedInPartition: "b" },
  },
  {
    fact: "copies of one are late in two partitions",
    sent: "a b c",
    log: "b a | c a",
    finds: { duplicated: "a", reorderedInPartition: "a" },
  },
  {
    fact: "one copy of two is late",
    sent: "a b",
    log: "a | b a",
    finds: { duplicated: "a", reorderedInPartition: "a" },
  },
  {
    fact: "a retried record is behind the next",
    sent: "a b? c",
    log: "a c b",
    finds: { reorderedInPartition: "b", unknownPresent: "b" },
  },
  {
    fact: "a record never sent stands between two that were",
    sent: "a b",
    log: "b x a",
    finds: { phantom: "x", reorderedInPartition: "a" },
  },

  // Processing.
  {
    fact: "one was not processed",
    sent: "a b",
    log: "a b",
    processed: "b",
    finds: { unprocessed: "a" },
  },
  {
    fact: "none was processed",
    sent: "a b",
    log: "a b",
    processed: "",
    finds: { unprocessed: "a b" },
  },
  {
    fact: "a lost one can't be processed",
    sent: "a b",
    log: "a",
    processed: "a",
    finds: { lost: "b" },
  },
  {
    fact: "one of unknown outcome was not processed",
    sent: "a?",
    log: "a",
    processed: "",
    finds: { unknownPresent: "a", unprocessed: "a" },
  },
  {
    fact: "one was processed again",
    sent: "a b",
    log: "a b",
    processed: "a b b",
    finds: { redelivered: "b" },
  },
  {
    fact: "a restart went back to the start",
    sent: "a:k b:k c:k",
    log: "a b c",
    processed: "a b a b c",
    finds: { redelivered: "a b" },
  },
  {
    fact: "both copies of one were processed",
    sent: "a",
    log: "a a",
    processed: "a@0/0 a@0/1",
    finds: { duplicated: "a" },
  },
  {
    fact: "one of two copies was processed",
    sent: "a",
    log: "a a",
    processed: "a@0/1",
    finds: { duplicated: "a" },
  },
  {
    fact: "an aborted record was processed",
    sent: "a! b",
    log: "- b",
    processed: "a@0/0 b",
    finds: { abortedRead: "a" },
  },
  {
    fact: "one was processed that was never sent",
    sent: "a",
    log: "a",
    processed: "a x@0/9",
    finds: { phantom: "x", vanished: "x" },
  },
  {
    fact: "one key spread over partitions is processed out of order",
    sent: "created:k paid:k shipped:k",
    log: "created | paid | shipped",
    processed: "shipped created paid",
    finds: { processedOutOfOrder: "created paid" },
  },
  {
    fact: "one key is processed out of order by a handler that does not wait",
    sent: "a:k b:k",
    log: "a b",
    processed: "b a",
    finds: { processedOutOfOrder: "a" },
  },
  {
    fact: "a queue without a log drops one",
    sent: "a b",
    processed: "'a",
    finds: { unprocessed: "b" },
  },
  {
    fact: "a queue without a log hands out one twice",
    sent: "a b",
    processed: "'a 'b 'a",
    finds: { redelivered: "a" },
  },
  {
    fact: "a queue without a log gives no promise for an unknown one",
    sent: "a b?",
    processed: "'a",
  },

  // All at once.
  {
    fact: "everything at once",
    sent: "a@0/0 b@0/1 c@0/2 d? e! f g:k h:k i",
    log: "a - b d d e x | h g",
    processed: "a a d@0/3 e h g",
    finds: {
      lost: "c f i",
      misplaced: "b",
      duplicated: "d",
      reorderedInPartition: "g",
      reorderedInKey: "g",
      unknownPresent: "d",
      abortedRead: "e",
      phantom: "x",
      redelivered: "a",
      unprocessed: "b",
      processedOutOfOrder: "g",
    },
  },
];
