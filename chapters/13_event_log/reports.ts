import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { inWords, type OrderEvent, type Report } from "./shop.ts";

/**
 * Expects a report to be true of an event.
 *
 * @param report The report that the reader's function returned for it.
 * @param event The event.
 * @param stored The records of the topic.
 * @param wasAnswered Whether the broker's answer to its send arrived.
 * @throws {Refused} If the report is missing or not true, or the event is stored twice.
 */
export function expectTrue(
  report: Report | undefined,
  event: OrderEvent,
  stored: ConsumerRecord[],
  wasAnswered: boolean,
): void {
  const name = `"${inWords(event)}"`;
  const copies = stored.filter((record) => isEvent(record, event));
  const where = copies.map(placeOf).join(" and ");
  if (copies.length > 1) {
    throw new Refused(
      `${name} stands in the topic ${copies.length} times: ${where}. Its answer was lost, and somebody sent it again. Who is to decide whether a second copy does harm?`,
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
    if (!wasAnswered) return;
    throw new Refused(
      `The report of ${name} is unknown (${report.unknown}), but the broker answered, and the record is ${
        where || "nowhere"
      }. Which field of the answer holds the offset?`,
    );
  }
  if (!wasAnswered) {
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
      }. Expected a partition, and the offset as a bigint: KafkaJS's text "9" would sort behind "10".`,
    );
  }
  const there = stored.find(({ partition, offset }) =>
    partition === report.partition && offset === report.offset
  );
  if (there && isEvent(there, event)) return;
  throw new Refused(
    `The report of ${name} says partition ${report.partition}, offset ${report.offset}. There stands ${
      there?.value ?? "nothing"
    }, and ${name} is ${where || "nowhere in the topic"}. ${
      where
        ? "What does an answer tell about the records behind the first?"
        : "Is the whole event in the value, as JSON?"
    }`,
  );
}

/**
 * Expects the events of each order in sequence in one partition, and more than one partition in use.
 *
 * @param stored The records of the topic.
 * @param events The events, those of each order in their sequence.
 * @throws {Refused} If an order's events are spread or turned, or all are in one partition.
 */
export function expectSequence(
  stored: ConsumerRecord[],
  events: OrderEvent[],
): void {
  for (const [order, life] of Map.groupBy(events, ({ order }) => order)) {
    const own = life.flatMap((event) =>
      stored.find((record) => isEvent(record, event)) ?? []
    );
    const partitions = [...new Set(own.map(({ partition }) => partition))];
    if (partitions.length > 1) {
      throw new Refused(
        `The events of order ${order} are spread over partitions ${
          partitions.toSorted().join(" and ")
        }, so nothing keeps them in sequence. What decides the partition?`,
      );
    }
    const turned = own.findIndex((record, i) =>
      i > 0 && record.offset < own[i - 1]!.offset
    );
    if (turned > 0) {
      throw new Refused(
        `Order ${order} has "${life[turned]!.event}" at offset ${
          own[turned]!.offset
        } and "${life[turned - 1]!.event}" at offset ${
          own[turned - 1]!.offset
        } of its partition. Both were under way at once. What must one wait for before the other leaves?`,
      );
    }
  }
  const used = new Set(stored.map(({ partition }) => partition));
  if (used.size === 1) {
    throw new Refused(
      `In sequence, yes: all ${stored.length} events are in partition ${
        [...used][0]
      }, and the other two stay empty. Which of an event's fields differs between orders?`,
    );
  }
}

function isEvent({ value }: ConsumerRecord, event: OrderEvent): boolean {
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
