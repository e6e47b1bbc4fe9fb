import { Buffer } from "node:buffer";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { crc32PartitionForKey, partitionForKey } from "workbook/partitions.ts";
import { createTopic } from "workbook/topics.ts";
import {
  hashOf,
  hex,
  type Partitioner,
  type StrictPartitioner,
  strictPartitioner,
} from "./strict_partitioner.ts";
import { checkTurns } from "./turns.ts";

const KEYS = ["Ada", "Bo", "Cleo", "Eve", "Gil", "Zoë", "Grand"];
const COUNTS = [3, 4, 5, 7];
/** A key that is no text: the number 1001 in four bytes. */
const BYTES = Buffer.from([0x00, 0x00, 0x03, 0xe9]);

/**
 * Checks exercise 1: a partition that is named, one that is calculated, or the next in turn.
 *
 * @param cluster The cluster to check on.
 * @param ourPartitioner The reader's answer.
 * @returns The verdict.
 */
export function checkPartitioner(
  cluster: Cluster,
  ourPartitioner: Partitioner,
): Promise<Verdict> {
  return check("partitioner", async () => {
    const ask = strictPartitioner(ourPartitioner);
    checkHomes(ask);
    checkBytes(ask);
    checkNamed(ask);
    checkEmpty(ask);
    checkTurns(() => strictPartitioner(ourPartitioner));
    return await tryOnBroker(cluster, ourPartitioner);
  });
}

function checkHomes(ask: StrictPartitioner): void {
  const homes = COUNTS.flatMap((count) =>
    KEYS.map((key) => ({ key, count, found: ask({ key }, count) }))
  );
  for (const { key, count, found } of homes) {
    const again = ask({ key }, count);
    if (again === found) continue;
    throw new Refused(
      `Asked twice for the key "${key}", yours said ${found} and then ${again}. What may the answer depend on, so that equal keys meet?`,
    );
  }
  const wrong = homes.find(({ key, count, found }) =>
    found !== partitionForKey(key, count)
  );
  if (!wrong) return;
  const { key, count, found } = wrong;
  const [, question] =
    MISTAKES.find(([mistaken]) =>
      homes.every((home) => home.found === mistaken(home.key, home.count))
    ) ?? [];
  throw new Refused(
    `For the key "${key}" and ${count} partitions yours says ${found}, KafkaJS and the Java client say ${
      partitionForKey(key, count)
    }. murmur2 gives ${hashOf({ key })} for it. ${
      question ?? "Which of the three steps goes another way?"
    }`,
  );
}

/** Ways to go wrong that answer for every key, and what to ask whoever went there. */
const MISTAKES: [(key: string, count: number) => number, string][] = [
  [
    crc32PartitionForKey,
    "Yours is where librdkafka puts it. Which hash do the other two use?",
  ],
  [
    (key, count) => Math.abs(hashOf({ key })) % count,
    "You took the minus off. Is that the same as setting the sign bit to zero?",
  ],
  [
    (key, count) => (hashOf({ key }) >>> 0) % count,
    "You read the sign bit as one more digit. What is left when it is set to zero?",
  ],
  [
    (key, count) => partitionForKey(JSON.stringify(key), count),
    "You hashed quotation marks too. Which bytes does the key have when it is sent?",
  ],
];

function checkBytes(ask: StrictPartitioner): void {
  const homes = COUNTS.map((count) => ({
    count,
    found: ask({ key: BYTES }, count),
  }));
  const wrong = homes.find(({ count, found }) =>
    found !== partitionForKey(BYTES, count)
  );
  if (!wrong) return;
  const { count, found } = wrong;
  const asText = homes.every((home) =>
    home.found === partitionForKey(BYTES.toString(), home.count)
  );
  throw new Refused(
    `For a key of ${
      hex(BYTES)
    } and ${count} partitions yours says ${found}, KafkaJS and the Java client say ${
      partitionForKey(BYTES, count)
    }. ${
      asText
        ? "These bytes are no text, and you made one of them. Which bytes are left of them then?"
        : "Which bytes did murmur2 get?"
    }`,
  );
}

/** An empty key is a key: KafkaJS and the Java client hash its no bytes. */
function checkEmpty(ask: StrictPartitioner): void {
  for (const key of ["", Buffer.alloc(0)]) {
    const wrong = COUNTS.find((count) =>
      ask({ key }, count) !== partitionForKey(key, count)
    );
    if (wrong === undefined) continue;
    throw new Refused(
      `A key of no bytes, ${
        key === "" ? '"" as text' : "as an empty Buffer"
      }, does not go to partition ${
        partitionForKey(key, wrong)
      } of ${wrong}, where KafkaJS and the Java client put it. Is an empty key no key? What does JavaScript take it for in a condition?`,
    );
  }
}

function checkNamed(ask: StrictPartitioner): void {
  for (const partition of [2, 0]) {
    const key = KEYS.find((each) => partitionForKey(each, 3) !== partition)!;
    const found = ask({ key, partition }, 3);
    if (found === partition) continue;
    throw new Refused(
      `A record with the key "${key}" names partition ${partition}, and yours sends it to ${found}. ` +
        (partition === 0
          ? "It heeded partition 2. What does JavaScript take 0 for in a condition?"
          : "Who has the last word, the record or its key?"),
    );
  }
  // Three times each, for a turn may come to the named partition by chance.
  for (const partition of [2, 2, 2, 0, 0, 0]) {
    const found = ask({ partition }, 3);
    if (found === partition) continue;
    throw new Refused(
      `A record without a key names partition ${partition}, and yours sends it to ${found}. Which of your questions comes first?`,
    );
  }
}

/** Refuses a partitioner that answers KafkaJS otherwise than it answered the check. */
async function tryOnBroker(
  cluster: Cluster,
  ourPartitioner: Partitioner,
): Promise<string> {
  const topic = await createTopic(cluster, "check-partitioner", {
    partitions: 3,
  });
  for (const createPartitioner of [ourPartitioner, undefined]) {
    const producer = cluster.kafka.producer(
      createPartitioner && { createPartitioner },
    );
    await producer.connect();
    const messages = KEYS.map((key) => ({ key, value: "lamp" }));
    await producer.send({ topic, messages });
    await producer.disconnect();
  }
  const records = await readToEnd(cluster, topic);
  for (const key of KEYS) {
    const own = records.filter((record) => record.key === key);
    const homes = new Set(own.map(({ partition }) => partition));
    if (homes.size > 1) {
      throw new Refused(
        `On the broker the key "${key}" lies on partitions ${
          [...homes].join(" and ")
        }: yours and KafkaJS's own. What did yours find in the record this time?`,
      );
    }
  }
  return `${KEYS.length} customers ordered through your partitioner and through KafkaJS's own: ${records.length} records, and each customer is on one partition.`;
}
