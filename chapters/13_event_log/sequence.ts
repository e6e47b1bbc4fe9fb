import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { isEvent, recordAt } from "./reports.ts";
import { inWords, type OrderEvent, type Report } from "./shop.ts";

/**
 * Expects the events of each order in sequence in one partition.
 *
 * @param stored The records of the topic.
 * @param events The events, those of each order in their sequence.
 * @throws {Refused} If an order's events are spread or turned.
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
}

/**
 * Expects the events in more than one partition.
 *
 * @param stored The records of the topic.
 * @param events The events, of more than one order.
 * @throws {Refused} If all of them are in one partition.
 */
export function expectSpread(
  stored: ConsumerRecord[],
  events: OrderEvent[],
): void {
  const own = stored.filter((record) =>
    events.some((event) => isEvent(record, event))
  );
  const [used, ...more] = new Set(own.map(({ partition }) => partition));
  if (used === undefined || more.length > 0) return;
  throw new Refused(
    `In sequence, yes: all ${own.length} events are in partition ${used}, and the others stay empty. Which of an event's fields differs between orders?`,
  );
}

/**
 * Expects reports to stand in the order of the events.
 *
 * @param reports As many reports as events.
 * @param events The events.
 * @param stored The records of the topic.
 * @throws {Refused} If all places that are reported belong to events of the list, but to others.
 */
export function expectSameOrder(
  reports: readonly Report[],
  events: OrderEvent[],
  stored: ConsumerRecord[],
): void {
  const about = reports.map((report) => {
    const there = "offset" in Object(report)
      ? recordAt(stored, report as { partition: number; offset: bigint })
      : undefined;
    return there && events.find((event) => isEvent(there, event));
  });
  const known = about.filter((event) => event !== undefined);
  const isPlaced = reports.every((report, i) =>
    about[i] !== undefined || "unknown" in Object(report)
  );
  const turned = about.findIndex((event, i) => event && event !== events[i]);
  if (turned < 0 || !isPlaced || new Set(known).size < known.length) return;
  throw new Refused(
    `Each report is about an event of the list, but they are in another order: report ${
      turned + 1
    } is where "${inWords(about[turned]!)}" is, and event ${turned + 1} is "${
      inWords(events[turned]!)
    }". How does the caller know which report is whose?`,
  );
}
