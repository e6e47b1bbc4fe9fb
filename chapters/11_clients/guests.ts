import {
  type MessageToProduce,
  Producer,
  stringSerializers,
} from "@platformatic/kafka";
import { Buffer } from "node:buffer";
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

type Message = MessageToProduce<string, string, string, string>;

/** The partitioner of one producer, called with each message: `key` is its key as bytes, `undefined` when it has none. */
export type Choose = (message: Message, key?: Buffer) => number;

const CUSTOMERS =
  "Ada Bo Cleo Eve Gil Zoë Lea Max Ida Kai Noa Ole 1001 1002 1003 Grand".split(
    " ",
  );
const GUESTS = 30;
const COUNTS = [3, 4, 5, 12];

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

function ask(choose: Choose, key: string | undefined): number {
  const message = { topic: "orders", value: "lamp" };
  const chosen = key === undefined
    ? choose(message, undefined)
    : choose({ ...message, key }, Buffer.from(key));
  if (Number.isInteger(chosen) && chosen >= 0) return chosen;
  throw new Refused(
    `Asked about ${
      key === undefined ? "a message without a key" : `the key "${key}"`
    }, yours said ${
      Deno.inspect(chosen)
    }. Platformatic needs a whole number of at least 0. Which of the two rules gave that?`,
  );
}

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
  const chosen = CUSTOMERS.map((key) => ({ key, number: ask(choose, key) }));
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
      const home = ask(choose, "") % count;
      if (home === partitionForKey("", count)) continue;
      throw new Refused(
        `A message with the key "" went to partition ${home} of ${count}, and KafkaJS puts it on ${
          partitionForKey("", count)
        }, each time. It has a key, which is empty. What does JavaScript take an empty text for in a condition?`,
      );
    }
  }
}

function checkSpread(choose: Choose): void {
  const homes = Array.from(
    { length: GUESTS },
    () => ask(choose, undefined) % 3,
  );
  const counts = [0, 1, 2].map((partition) =>
    homes.filter((home) => home === partition).length
  );
  const most = Math.max(...counts);
  if (most <= GUESTS * 0.8) return;
  throw new Refused(
    `Every customer is where KafkaJS puts them. But of ${GUESTS} guests, partition ${
      counts.indexOf(most)
    } gets ${most}. What does yours answer when there is no key, and what could make it answer something else the next time?`,
  );
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
  return `${CUSTOMERS.length} customers ordered through KafkaJS and through Platformatic, and each is on one partition. ${guests.length} guests are on ${desks} of 5.`;
}
