import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { createTopic, untilPartitions } from "workbook/topics.ts";
import { partitionForKey } from "workbook/partitions.ts";
import type { ConsumerRecord } from "workbook/records.ts";

const CUSTOMERS = ["Ada", "Bo", "Cleo", "Eve", "Gil", "Zoë", "Lea", "Max"];
const COUNTS = [3, 4, 6];

/**
 * Checks exercise 3: every partition that can hold records with a key, in a topic that grew.
 *
 * @param cluster The cluster to check on.
 * @param whereToLook The reader's answer.
 * @returns The verdict.
 */
export function checkWhereToLook(
  cluster: Cluster,
  whereToLook: (key: string, counts: number[]) => number[],
): Promise<Verdict> {
  return check("where-to-look", async () => {
    const looks = CUSTOMERS.map((customer) => ({
      customer,
      partitions: whereToLook(customer, [...COUNTS]),
    }));
    const records = await grow(cluster);
    for (const checkLook of [checkShape, checkFound, checkOnce, checkNeeded]) {
      for (const { customer, partitions } of looks) {
        const own = records.filter(({ key }) => key === customer);
        checkLook(customer, partitions, own);
      }
    }
    const other = whereToLook("Ada", [5, 7]);
    const homes = new Set([5, 7].map((count) => partitionForKey("Ada", count)));
    if (!isSame(other, homes)) {
      throw new Refused(
        `For a topic that had 5 partitions and then 7, you look for Ada in ${
          list(other)
        }, but her homes are ${
          list([...homes])
        }. Where do your numbers come from?`,
      );
    }
    const most = Math.max(...looks.map(({ partitions }) => partitions.length));
    return `All ${records.length} records found, ${COUNTS.length} of each customer, and nobody's were looked for in more than ${most} of ${
      COUNTS.at(-1)
    } partitions.`;
  });
}

/** Creates a topic and lets it grow, with a record of each customer at each size; the value is the size. */
async function grow(cluster: Cluster): Promise<ConsumerRecord[]> {
  const [first = 1] = COUNTS;
  const topic = await createTopic(cluster, "check-where", {
    partitions: first,
  });
  for (const count of COUNTS) {
    if (count > first) {
      await cluster.admin.createPartitions({
        topicPartitions: [{ topic, count }],
      });
      await untilPartitions(cluster, topic, count);
    }
    const producer = cluster.kafka.producer();
    await producer.connect();
    const messages = CUSTOMERS.map((key) => ({ key, value: `${count}` }));
    await producer.send({ topic, messages });
    await producer.disconnect();
  }
  return await readToEnd(cluster, topic);
}

function checkShape(customer: string, partitions: unknown): void {
  if (Array.isArray(partitions)) return;
  throw new Refused(
    `For ${customer} you returned ${
      Deno.inspect(partitions)
    }. A list of partitions was asked for: even one partition makes a list.`,
  );
}

function checkFound(
  customer: string,
  partitions: number[],
  own: readonly ConsumerRecord[],
): void {
  const missed = own.find(({ partition }) => !partitions.includes(partition));
  if (!missed) return;
  throw new Refused(
    `You look for ${customer} in ${
      list(partitions)
    }, and miss a record that was sent when there were ${missed.value} partitions: it is in partition ${missed.partition}. What was ${customer}'s home then, and has anything moved it since?`,
  );
}

function checkOnce(customer: string, partitions: number[]): void {
  const twice = partitions.find((each, i) => partitions.indexOf(each) !== i);
  if (twice === undefined) return;
  throw new Refused(
    `Everything of ${customer} is found, but partition ${twice} is named twice: a reader would read it twice. When does a key have the same home under two numbers of partitions?`,
  );
}

function checkNeeded(
  customer: string,
  partitions: number[],
  own: readonly ConsumerRecord[],
): void {
  const idle = partitions.find((each) =>
    !own.some(({ partition }) => partition === each)
  );
  if (idle === undefined) return;
  throw new Refused(
    `Everything of ${customer} is found, but you read partition ${idle} too, where none of ${customer}'s records can be. Of how many partitions can you say that beforehand?`,
  );
}

function isSame(found: unknown, wanted: Set<number>): boolean {
  return Array.isArray(found) && found.length === wanted.size &&
    found.every((each) => wanted.has(each));
}

function list(partitions: unknown): string {
  if (!Array.isArray(partitions) || partitions.length === 0) {
    return "no partition";
  }
  return `partition${partitions.length === 1 ? "" : "s"} ${
    partitions.join(", ")
  }`;
}
