import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { type ConsumerRecord, toMessage } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";

type OrderEvent = {
  order: number;
  customer: string;
  event: string;
  at: string;
};

const OTHERS = ["Ada", "Bo", "Cleo", "Eve", "Gil", "Zoë"];
// 100 and not 99: turns among three partitions must not bring an order's events together by chance.
// So many that no partition gets half of them by chance, and half of them with the last digits of the others.
const ORDERS = Array.from({ length: 100 }, (_, i) => ({
  order: i < 50 ? 1101 + i : 2051 + i,
  customer: i % 3 < 2 ? "Grand" : OTHERS[Math.floor(i / 3) % 6]!,
}));
/** Every order is created before the first is paid, as on a busy morning. */
const EVENTS: OrderEvent[] = ["created", "paid", "shipped"].flatMap((
  event,
  hour,
) =>
  ORDERS.map((order, minute) => ({
    ...order,
    event,
    at: new Date(Date.UTC(2026, 10, 2, 8 + 2 * hour, minute)).toISOString(),
  }))
);

/**
 * Checks exercise 2: a key that keeps an order's events together, and no more than that.
 *
 * @param cluster The cluster to check on.
 * @param keyOf The reader's answer.
 * @returns The verdict.
 */
export function checkKeyOf(
  cluster: Cluster,
  keyOf: (event: OrderEvent) => string | null,
): Promise<Verdict> {
  return check("key-of", async () => {
    const messages = EVENTS.map((event) =>
      toMessage({ key: keyOf({ ...event }), value: event })
    );
    const topic = await createTopic(cluster, "check-key-of", { partitions: 3 });
    const producer = cluster.kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages });
    const records = await readToEnd(cluster, topic);
    for (const { order } of ORDERS) checkTogether(order, records);
    const share = checkSpread(records);
    const keys = new Set(records.map(({ key }) => key)).size;
    if (keys < ORDERS.length) {
      throw new Refused(
        `Together and spread, on three partitions. But ${ORDERS.length} orders share ${keys} keys. ` +
          "When Lantern adds partitions, how many of them can ever get a record?",
      );
    }
    return `Each of ${ORDERS.length} orders is in one partition, and the fullest partition holds ${share} of ${records.length} events.`;
  });
}

function at({ value }: ConsumerRecord): string {
  return JSON.parse(value!).at;
}

function checkTogether(
  order: number,
  records: readonly ConsumerRecord[],
): void {
  const own = records.filter(({ value }) => JSON.parse(value!).order === order)
    .sort((a, b) => at(a).localeCompare(at(b)));
  const places = [...new Set(own.map(({ partition }) => partition))];
  if (places.length === 1) return;
  const keys = [...new Set(own.map(({ key }) => key))];
  const carried = keys.every((key) => key === null)
    ? "They carry no key, so they took turns."
    : `Their keys are ${keys.map((key) => Deno.inspect(key)).join(", ")}.`;
  throw new Refused(
    `All ${EVENTS.length} events are stored, but those of order ${order} are spread over partitions ${
      places.sort().join(", ")
    }. ${carried} What do the events of one order have in common?`,
  );
}

/** Refuses one partition that holds more than half of the records, and counts those of the fullest. */
function checkSpread(records: readonly ConsumerRecord[]): number {
  const lanes = [...Map.groupBy(records, ({ partition }) => partition)];
  const [partition, fullest] = lanes.sort(([, a], [, b]) =>
    b.length - a.length
  )[0]!;
  if (fullest.length <= records.length / 2) return fullest.length;
  const byKey = [...Map.groupBy(fullest, ({ key }) => key)];
  const [hottest, own] = byKey.sort(([, a], [, b]) => b.length - a.length)[0]!;
  throw new Refused(
    `Every order is together. But partition ${partition} holds ${fullest.length} of ${records.length} events, and the key "${hottest}" alone brings ${own.length} of them. ` +
      "Which events did the rule ask you to keep together?",
  );
}
