import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import {
  createTopic,
  type OffsetRange,
  offsetRanges,
} from "workbook/topics.ts";

/** The reader's answer. */
type CountRecords = (ranges: OffsetRange[]) => bigint | number;

/** Where partitions start and end that have been in use for long: the work is not on the first. */
const OLD: OffsetRange[] = [
  { start: 9n, end: 10n },
  { start: 0n, end: 0n },
  { start: 98n, end: 101n },
];

/**
 * Checks exercise 2: how many records a topic holds, from the offsets at which its partitions start and end.
 *
 * @param cluster The cluster to check on.
 * @param countRecords The reader's answer.
 * @returns The verdict.
 */
export function checkCountRecords(
  cluster: Cluster,
  countRecords: CountRecords,
): Promise<Verdict> {
  return check("count-records", async () => {
    const producer = cluster.kafka.producer();
    await producer.connect();
    const topic = await createTopic(cluster, "check-count", { partitions: 2 });
    const ask = async (when: string, holds: number): Promise<void> =>
      expect(when, holds, await offsetRanges(cluster, topic), countRecords);

    const partitions = [0, 0, 0, 0, 0, 1, 1, 1];
    await producer.send({
      topic,
      messages: partitions.map((partition) => ({ partition, value: "lamp" })),
    });
    await ask("A topic with five records in partition 0 and three in 1", 8);
    await cluster.admin.deleteTopicRecords({
      topic,
      partitions: [{ partition: 0, offset: "2" }],
    });
    await ask("The same topic, after its two oldest were deleted,", 6);
    const empty = await createTopic(cluster, "check-empty");
    const ranges = await offsetRanges(cluster, empty);
    expect("A new topic", 0, ranges, countRecords);
    expect(
      "A topic of three partitions, some of them old,",
      4,
      OLD,
      countRecords,
    );
    return "8, then 6 after the two oldest were deleted, and 0 in a new topic: right each time, without reading a single record.";
  });
}

function expect(
  which: string,
  holds: number,
  ranges: OffsetRange[],
  countRecords: CountRecords,
): void {
  const counted = countRecords(structuredClone(ranges));
  if (Number(counted) === holds) return;
  const seen = ranges.map(({ start, end }, partition) =>
    `partition ${partition} starts at ${start} and ends at ${end}`
  );
  throw new Refused(
    `${which} holds ${holds} records, and you counted ${
      Deno.inspect(counted)
    }: ${seen.join(", ")}. ${questionFor(Number(counted), ranges)}`,
  );
}

/** The question for a wrong count, which shows the mistake behind it. */
function questionFor(counted: number, ranges: OffsetRange[]): string {
  const partitions = ranges.length;
  const ends = ranges.map(({ end }) => Number(end));
  const sum = ends.reduce((total, end) => total + end, 0);
  if (Number.isNaN(counted)) return "Is what you return one number?";
  if (counted === partitions) {
    return "Is it records that you count, or partitions?";
  }
  if ([1, partitions].includes(Math.abs(counted - sum))) {
    return "The end is the offset that the next record will get. When a partition holds the records 0, 1 and 2, what is its end?";
  }
  if (counted === sum) {
    return "A partition that starts at offset 2 has no records 0 and 1 any more. Who takes them off?";
  }
  if (ends.includes(counted)) {
    return "Each partition counts for itself. Which of them did you leave out?";
  }
  return "How many records lie between the start and the end of one partition, and in all of them?";
}
