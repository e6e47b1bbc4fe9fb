import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { type ConsumerRecord, toMessage } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import {
  checkAgain,
  checkApart,
  checkLater,
  checkLikeNamed,
  checkName,
  type CustomerKeys,
} from "./customer_keys.ts";

const HOTEL = "Grand";
// Partition 0 has the most work without the hotel, as on most days.
const OTHERS = "Ada Cleo Bo Gil Eve Ada Cleo Bo Gil Eve Ada Cleo".split(" ");
const ORDERS = Array.from({ length: 60 }, (_, i) => ({
  order: 1201 + i,
  customer: i % 5 < 3
    ? HOTEL
    : OTHERS[(Math.floor(i / 5) * 2 + i % 5 - 3) % OTHERS.length]!,
}));

/**
 * Checks exercise 4: a hot key as several keys, and a reader who knows them all.
 *
 * @param cluster The cluster to check on.
 * @param keysFor The reader's answer.
 * @returns The verdict.
 */
export function checkSalt(
  cluster: Cluster,
  keysFor: (customer: string) => CustomerKeys,
): Promise<Verdict> {
  return check("salt", async () => {
    const keys = new Map(
      [HOTEL, ...OTHERS].map((customer) => [customer, keysFor(customer)]),
    );
    checkApart(keys);
    const topic = await createTopic(cluster, "check-salt", { partitions: 3 });
    const producer = cluster.kafka.producer();
    await producer.connect();
    // Shipped in another order than created: whoever counts turns gets other keys.
    const shifts = { created: ORDERS, shipped: ORDERS.toReversed() };
    for (const [event, orders] of Object.entries(shifts)) {
      const messages = orders.map(({ customer, order }) =>
        toMessage({
          key: keys.get(customer)!.of(order),
          value: { customer, order, event },
        })
      );
      await producer.send({ topic, messages });
    }
    const records = await readToEnd(cluster, topic);
    for (const { order } of ORDERS) checkOrder(order, records);
    for (const customer of OTHERS) checkWhole(customer, records);
    for (const customer of OTHERS) checkName(customer, keys.get(customer)!);
    checkLikeNamed("Grandma", keysFor("Grandma"));
    const fullest = checkSpread(records, keys.get(HOTEL)!);
    for (const [customer, { all }] of keys) {
      checkFound(customer, all, records);
    }
    checkLater(HOTEL, keys.get(HOTEL)!);
    checkAgain(HOTEL, keys.get(HOTEL)!, keysFor(HOTEL));
    return `The fullest desk holds ${fullest} of ${records.length} records. The price: whoever wants all of the hotel's orders asks for ${
      keys.get(HOTEL)!.all.length
    } keys on ${
      partitionsOf(HOTEL, records).length
    } partitions, and between those there is no order any more.`;
  });
}

function customerOf({ value }: ConsumerRecord): string {
  return JSON.parse(value!).customer;
}

function partitionsOf(
  customer: string,
  records: readonly ConsumerRecord[],
): number[] {
  const own = records.filter((record) => customerOf(record) === customer);
  return [...new Set(own.map(({ partition }) => partition))].sort();
}

function checkOrder(order: number, records: readonly ConsumerRecord[]): void {
  const own = records.filter(({ value }) => JSON.parse(value!).order === order);
  const keys = [...new Set(own.map(({ key }) => key))];
  if (keys.length === 1) return;
  throw new Refused(
    `Order ${order} was created under the key "${keys[0]}" and shipped under "${
      keys[1]
    }". What can you make a salt of, so that it is the same both times?`,
  );
}

function checkWhole(
  customer: string,
  records: readonly ConsumerRecord[],
): void {
  const own = records.filter((record) => customerOf(record) === customer);
  const keys = new Set(own.map(({ key }) => key));
  if (keys.size === 1) return;
  throw new Refused(
    `${customer} has ${
      own.length / 2
    } orders, and ${keys.size} keys for them on partitions ${
      partitionsOf(customer, records).join(", ")
    }: parcels apart again. Who was too hot, and who was not?`,
  );
}

/** Refuses one partition that holds more than half of the records, and counts those of the fullest. */
function checkSpread(
  records: readonly ConsumerRecord[],
  { all }: CustomerKeys,
): number {
  const lanes = [...Map.groupBy(records, ({ partition }) => partition)];
  const [partition, fullest] = lanes.sort(([, a], [, b]) =>
    b.length - a.length
  )[0]!;
  if (fullest.length <= records.length / 2) return fullest.length;
  const hotels = records.filter((record) => customerOf(record) === HOTEL);
  const used = new Set(hotels.map(({ key }) => key)).size;
  const homes = partitionsOf(HOTEL, records);
  throw new Refused(
    `Partition ${partition} still holds ${fullest.length} of ${records.length} records. You return ${
      many(all.length, "key")
    } for the hotel, and its ${
      hotels.length / 2
    } orders use ${used}, on partition${homes.length === 1 ? "" : "s"} ${
      homes.join(" and ")
    }. ` +
      (used === 1
        ? "How many partitions can one key have?"
        : "Do different keys always have different homes, and how can you know beforehand?"),
  );
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function checkFound(
  customer: string,
  all: string[],
  records: readonly ConsumerRecord[],
): void {
  const own = records.filter((record) => customerOf(record) === customer);
  const found = own.filter(({ key }) => all.includes(key!));
  const lost = own.find(({ key }) => !all.includes(key!));
  if (!lost) return;
  throw new Refused(
    `Spread well. But who asks for \`all\` of ${customer} finds ${found.length} of ${own.length} records: one lies under the key "${lost.key}", which \`all\` does not name. How many different salts are there, and who has to know them?`,
  );
}
