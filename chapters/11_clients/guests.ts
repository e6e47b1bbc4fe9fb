import { Producer, stringSerializers } from "@platformatic/kafka";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import {
  crc32PartitionForKey,
  murmur2,
  partitionForKey,
} from "workbook/partitions.ts";
import { createTopic } from "workbook/topics.ts";
import { platformaticOptions } from "./other_clients.ts";
import { type Choose, COUNTS, numberFor } from "./partitioner.ts";

export type { Choose } from "./partitioner.ts";

const CUSTOMERS =
  "Ada Bo Cleo Eve Gil Zoë Lea Max Ida Kai Noa Ole 1001 1002 1003 Grand".split(
    " ",
  );
/** So many that a fair draw leaves out none of twelve partitions, and gives none twice its share. */
const GUESTS = 600;

/**
 * Checks exercise 1: Platformatic's producer places customers as KafkaJS does, and spreads guests.
 *
 * @param cluster The cluster to check on.
 * @param ourPartitioner The reader's answer.
 * @returns The verdict.
 */
export function checkGuests(
  cluster: Cluster,
  ourPartitioner: () => Choose,
): Promise<Verdict> {
  return check("guests", async () => {
    const choose = ourPartitioner();
    if (typeof choose !== "function") {
      throw new Refused(
        `ourPartitioner() returned ${
          Deno.inspect(choose)
        }. It was asked for a function, which Platformatic can then ask about each message.`,
      );
    }
    checkCustomers(choose);
    checkEmptyKey(choose);
    checkSpread(choose);
    return await tryOnBroker(cluster, ourPartitioner);
  });
}

const hashOf = (key: string): number => murmur2(new TextEncoder().encode(key));

/** Ways to place a key that are not KafkaJS's, each with the question for whoever took it. */
const MISTAKES: [place: (key: string) => number, question: string][] = [
  [
    (key) => hashOf(key) >>> 0,
    "That is Platformatic's own way, which reads the sign bit as one more digit. What is left of the hash when the bit is dropped?",
  ],
  [
    (key) => Math.abs(hashOf(key)),
    "You took the minus off. Is that the same as dropping the sign bit?",
  ],
  [
    (key) => crc32PartitionForKey(key, 2 ** 31),
    "That is where librdkafka puts it. Whose way was asked for?",
  ],
];

function checkCustomers(choose: Choose): void {
  const chosen = CUSTOMERS.map((key) => ({
    key,
    number: numberFor(choose, key),
  }));
  const wrong = COUNTS.flatMap((count) =>
    chosen.filter(({ key, number }) =>
      number % count !== partitionForKey(key, count)
    ).map(({ key, number }) => ({ key, count, home: number % count }))
  );
  const [first] = wrong;
  if (!first) return;
  const { key, count, home } = first;
  const question =
    MISTAKES.find(([place]) =>
      chosen.every((each) => each.number % 3 === place(each.key) % 3)
    )?.[1] ??
      (wrong.every((each) => each.count !== 3)
        ? "With three partitions all are right. Does your function count on a number of partitions?"
        : "What does KafkaJS look at, and what else did yours look at?");
  throw new Refused(
    `With ${count} partitions, yours puts ${key} on ${home}, and KafkaJS on ${
      partitionForKey(key, count)
    }. ${question}`,
  );
}

function checkEmptyKey(choose: Choose): void {
  for (const count of COUNTS) {
    for (let again = 0; again < 3; again++) {
      const home = numberFor(choose, "") % count;
      if (home === partitionForKey("", count)) continue;
      throw new Refused(
        `A message with the key "" went to partition ${home} of ${count}, and KafkaJS puts it on ${
          partitionForKey("", count)
        }, each time. It has a key, which is empty. What does JavaScript take an empty text for in a condition?`,
      );
    }
  }
}

/** Asks about guests alone, and about guests among customers, for each number of partitions. */
function checkSpread(choose: Choose): void {
  const guest = (): number => numberFor(choose, undefined);
  const guests = Array.from({ length: GUESTS }, guest);
  refuseUneven(guests, `of ${GUESTS} guests`);
  const among = Array.from({ length: GUESTS }, () => {
    numberFor(choose, "Ada");
    return guest();
  });
  refuseUneven(
    among,
    `of ${GUESTS} guests who came in turn with orders of Ada's`,
  );
}

function refuseUneven(guests: number[], who: string): void {
  for (const count of COUNTS) {
    const sizes = Array.from(
      { length: count },
      (_, partition) => guests.filter((each) => each % count === partition),
    ).map(({ length }) => length);
    const least = Math.min(...sizes);
    const most = Math.max(...sizes);
    if (most < 2 * GUESTS / count && least > 0) continue;
    const few = `partition ${sizes.indexOf(least)} gets ${least || "none"}`;
    const many = `partition ${sizes.indexOf(most)} gets ${most}`;
    throw new Refused(
      `Every customer is where KafkaJS puts them. But ${who}, with ${count} partitions, ${many}, and ${few}. What does yours answer when there is no key, and what could make it answer something else the next time?`,
    );
  }
}

/** Refuses a partitioner that places customers otherwise through a real producer. */
async function tryOnBroker(
  cluster: Cluster,
  ourPartitioner: () => Choose,
): Promise<string> {
  const topic = await createTopic(cluster, "check-homes", { partitions: 5 });
  const shop = cluster.kafka.producer();
  await shop.connect();
  const messages = CUSTOMERS.map((key) => ({ key, value: "KafkaJS" }));
  await shop.send({ topic, messages });
  await shop.disconnect();
  const choose = ourPartitioner();
  const checkout = new Producer({
    ...platformaticOptions(cluster),
    serializers: stringSerializers,
    partitioner: (message, key) => choose(message, key),
  });
  try {
    const customers = CUSTOMERS.map((key) => ({ topic, key, value: "yours" }));
    const guests = Array.from(
      { length: GUESTS },
      () => ({ topic, value: "guest" }),
    );
    await checkout.send({ messages: [...customers, ...guests] });
  } finally {
    await checkout.close();
  }
  const records = await readToEnd(cluster, topic);
  for (const key of CUSTOMERS) {
    const own = records.filter((record) => record.key === key);
    const homes = new Set(own.map(({ partition }) => partition));
    if (homes.size === 1) continue;
    throw new Refused(
      `On the broker ${key} lies on partitions ${
        [...homes].join(" and ")
      }. Asked directly, yours had the right number. What does it remember from one message to the next?`,
    );
  }
  const guests = records.filter(({ key }) => key === null);
  const desks = new Set(guests.map(({ partition }) => partition)).size;
  if (desks < 5) {
    throw new Refused(
      `On the broker ${guests.length} guests lie on ${desks} of 5 partitions. Asked directly, yours reached all of them. What else does its answer depend on?`,
    );
  }
  return `${CUSTOMERS.length} customers ordered through KafkaJS and through Platformatic, and each is on one partition. ${guests.length} guests are on ${desks} of 5.`;
}
