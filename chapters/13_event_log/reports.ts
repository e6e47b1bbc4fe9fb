import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import type { WatchedOutlet } from "./outlets.ts";
import { inWords, type OrderEvent, type Report } from "./shop.ts";

/** What reports are compared with. */
export interface Truth {
  /** The outlet that the events were sent through. */
  to: Pick<WatchedOutlet, "sent" | "errors">;
  /** The records of the topic. */
  stored: ConsumerRecord[];
  /** The topic's number of partitions. */
  partitions: number;
  /** The event whose answer was lost; `null` when none was. */
  lost: OrderEvent | null;
}

/**
 * Expects a report to be true of an event.
 *
 * @param report The report that the reader's function returned for it.
 * @param event The event.
 * @param truth What is in the topic, and how it came there.
 * @throws {Refused} If the report is missing or not true, or the event is stored twice.
 */
export function expectTrue(
  report: Report | undefined,
  event: OrderEvent,
  truth: Truth,
): void {
  const { stored, lost, to } = truth;
  const name = `"${inWords(event)}"`;
  const copies = stored.filter((record) => isEvent(record, event));
  const where = copies.map(placeOf).join(" and ");
  if (copies.length > 1) {
    throw new Refused(
      `${name} stands in the topic ${copies.length} times: ${where}. ${
        event === lost
          ? "Its answer was lost, and somebody sent it again. Who is to decide whether a second copy does harm?"
          : "Its answer came. Who sent it again?"
      }`,
    );
  }
  if (report === null || typeof report !== "object") {
    throw new Refused(
      `The report of ${name} is ${
        Deno.inspect(report)
      }. Expected its partition and offset, or what makes it unknown.`,
    );
  }
  if ("unknown" in report) {
    if (event !== lost) refuseNeedless(report, event, truth, where);
    return expectReason(report, name, to.errors);
  }
  if (event === lost) {
    throw new Refused(
      `The answer for ${name} was lost, and yet its report is ${
        inspect(report)
      }. Who told you? Stored or not, the sender does not know.`,
    );
  }
  if (
    typeof report.offset !== "bigint" || !Number.isInteger(report.partition)
  ) {
    throw new Refused(
      `The report of ${name} is ${
        inspect(report)
      }. Expected a partition, and the offset as a bigint: KafkaJS's text "9" would sort after "10".`,
    );
  }
  const there = recordAt(stored, report);
  if (there && isEvent(there, event)) return;
  throw new Refused(
    `The report of ${name} says partition ${report.partition}, offset ${report.offset}. There stands ${
      there?.value ?? "nothing"
    }, and ${name} is ${where || "nowhere in the topic"}. ${
      where
        ? "What does the answer to its send say about its place?"
        : "Is the whole event in the value, as JSON?"
    }`,
  );
}

/** Refuses a report that calls an event unknown although no answer for it was lost. */
function refuseNeedless(
  { unknown }: { unknown: unknown },
  event: OrderEvent,
  { to, partitions }: Truth,
  where: string,
): never {
  const name = `"${inWords(event)}"`;
  const message = to.sent.flatMap(({ messages }) => messages)
    .find(({ value }) => isEvent({ value: value && String(value) }, event));
  const seen = `The report of ${name} is unknown (${unknown})`;
  if (where) {
    throw new Refused(
      `${seen}, but the broker answered, and the record is ${where}. ` +
        (to.errors.includes(unknown)
          ? "That error is another event's. Which events had a share in the send that failed?"
          : "No send failed with that. Which field of the answer holds the offset?"),
    );
  }
  if (!message) {
    throw new Refused(
      `${seen}, and no send had it, as JSON in a value. What do you know about an event that was never sent?`,
    );
  }
  throw new Refused(
    message.partition === undefined
      ? `${seen}, and it is nowhere in the topic. What became of its send?`
      : `${seen}, and it is nowhere in the topic: it was sent to partition ${message.partition}, and the topic has ${partitions} partitions, counted from 0. Who knows how many there are?`,
  );
}

/** Expects a report to say why the event is unknown. */
function expectReason(
  report: { unknown: unknown },
  name: string,
  errors: readonly unknown[],
): void {
  const { unknown } = report;
  const cause = unknown instanceof Error ? unknown.cause : null;
  const words = Deno.inspect(unknown);
  const isReason = errors.some((error) =>
    error === unknown || error === cause ||
    words.includes((error as Error).message)
  );
  if (isReason) return;
  throw new Refused(
    `The answer for ${name} was lost, and its report is ${
      inspect(report)
    }. The send had rejected with "${
      (errors[0] as Error | undefined)?.message
    }". What will the reader of the report want to know?`,
  );
}

/**
 * Finds a record by its place.
 *
 * @param stored The records of the topic.
 * @param at The partition and the offset.
 * @returns The record; `undefined` when there is none.
 */
export function recordAt(
  stored: ConsumerRecord[],
  at: { partition: number; offset: bigint },
): ConsumerRecord | undefined {
  return stored.find(({ partition, offset }) =>
    partition === at.partition && offset === at.offset
  );
}

/**
 * Whether a record is about an event: it has the whole event as JSON in its value.
 *
 * @param record The record.
 * @param event The event.
 * @returns `false` also when the value is no JSON.
 */
export function isEvent(
  { value }: { value?: string | null },
  event: OrderEvent,
): boolean {
  try {
    const read = JSON.parse(value ?? "null");
    return read?.order === event.order && read.event === event.event &&
      read.customer === event.customer;
  } catch {
    return false;
  }
}

function placeOf({ partition, offset }: ConsumerRecord): string {
  return `in partition ${partition} at offset ${offset}`;
}

function inspect(report: unknown): string {
  return Deno.inspect(report, { compact: true, breakLength: Infinity });
}
