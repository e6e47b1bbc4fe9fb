import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { kafkaErrorName } from "workbook/errors.ts";
import { offsetRanges } from "workbook/topics.ts";
import { nameTopic } from "./shop.ts";

/** The reader's function: creates topics, each with a number of partitions. */
export type CreateTopics = (layout: Record<string, number>) => Promise<void>;

/**
 * Checks phase 1: two topics of their own size, and a second run that does no harm.
 *
 * @param cluster The cluster to check on.
 * @param createTopics The reader's answer.
 * @returns The verdict.
 */
export function checkCreateTopics(
  cluster: Cluster,
  createTopics: CreateTopics,
): Promise<Verdict> {
  return check("topics", async () => {
    const [events, orders] = ["events", "orders"].map((noun) =>
      nameTopic(cluster, noun)
    ) as [string, string];
    const layout = { [events]: 3, [orders]: 4 };
    await runFirst(cluster, () => createTopics({ ...layout }));
    for (const [topic, expected] of Object.entries(layout)) {
      await expectPartitions(cluster, topic, expected);
    }
    const producer = cluster.kafka.producer();
    await producer.connect();
    await producer.send({ topic: orders, messages: [{ value: "1001" }] });
    await runAgain(() => createTopics({ ...layout }));
    await expectRecord(cluster, orders);
    await producer.disconnect();
    return `"${events}" has 3 partitions, "${orders}" has 4. A second run changed nothing: the order that was stored in between is still there.`;
  });
}

async function runFirst(
  cluster: Cluster,
  create: () => Promise<void>,
): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (kafkaErrorName(error) !== "UNKNOWN_TOPIC_OR_PARTITION") throw error;
    const count = (await cluster.admin.listTopics()).length;
    throw new Refused(
      `Your code threw ${error}. The controller had granted the topics (there are ${count} now), but not every broker had heard of them, and KafkaJS gave up asking who leads them. Which option keeps it from asking, and who can wait better?`,
    );
  }
}

async function expectPartitions(
  cluster: Cluster,
  topic: string,
  expected: number,
): Promise<void> {
  if (!(await cluster.admin.listTopics()).includes(topic)) {
    throw new Refused(
      `When your function was done, there was no topic "${topic}". Does it take the names as they are given, and wait for the answer?`,
    );
  }
  const { length } = await offsetRanges(cluster, topic);
  if (length === expected) return;
  throw new Refused(
    `"${topic}" should have ${expected} partitions and has ${length}. Where does your request say how many?` +
      (length === 1
        ? " Who does not say gets the broker's default, num.partitions."
        : ""),
  );
}

async function runAgain(create: () => Promise<void>): Promise<void> {
  try {
    await create();
  } catch (error) {
    throw new Refused(
      `The first run created both topics. The second threw: ${error}. Programs are started more than once. What should a start do about a topic that is there already?`,
    );
  }
}

async function expectRecord(cluster: Cluster, topic: string): Promise<void> {
  const ranges = await offsetRanges(cluster, topic).catch(() => []);
  if (ranges.some(({ end }) => end === 1n)) return;
  throw new Refused(
    `After the first run order 1001 was stored in "${topic}". After the second it is gone, and so will be all orders each time this program starts. Which call takes them away?`,
  );
}
