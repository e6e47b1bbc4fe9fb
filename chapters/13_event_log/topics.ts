import type { Cluster } from "workbook/cluster.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { kafkaErrorName } from "workbook/errors.ts";
import { offsetRanges, untilPartitions } from "workbook/topics.ts";
import { untilAnswered, within } from "workbook/waiting.ts";
import { expectAnswered, refuseFailureForgotten } from "./leaders_known.ts";
import { nameTopic } from "./shop.ts";
import { watchAdmin, type WatchedAdmin } from "./watched_admin.ts";

/** The partitions of each topic, by its full name. */
type Layout = Record<string, number>;

/** The reader's function: creates topics, each with a number of partitions. */
export type CreateTopics = (layout: Layout) => Promise<void>;

const PATIENCE_MS = 5_000;
/** How often a function that waits for partitions that don't come has asked for them. */
const ASKED = 20;

/**
 * Checks phase 1: topics of their own size, and starts that do no harm to what is there.
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
    // They stay until the connection is closed: a function that did not wait may still ask for them,
    // and KafkaJS's admin client stumbles over a topic that is gone.
    const named = (noun: string): string => nameTopic(cluster, noun);
    const [events, orders] = [named("events"), named("orders")];
    const first = { [events]: 3, [orders]: 4 };
    await watchAdmin(cluster, async (watched) => {
      const create = (layout: Layout): Promise<void> =>
        createTopics({ ...layout });
      const answered = await watched.heldAfter(
        "CreateTopics",
        () => runFirst(cluster, () => create(first)),
      );
      await expectAnswered(cluster, first, answered);
      await expectLayout(cluster, first, watched);
      await storeOrder(cluster, orders);
      await runAgain(cluster, () => create(first));
      await expectRecord(cluster, orders);
      // The one in the middle is there already.
      const second = { [named("clicks")]: 5, [events]: 3, [named("stock")]: 2 };
      await runAgain(cluster, () => create(second));
      await expectLayout(cluster, second, watched);
      const letters = named("letters");
      const third = (): Promise<void> => create({ [letters]: 4 });
      await refuseOverrun(cluster, third, letters, watched);
      const fourth = { [named("shelves")]: 2 };
      await refuseFailureForgotten(cluster, () => create(fourth), watched);
    });
    return `"${events}" has 3 partitions, "${orders}" has 4. A second run changed nothing: the order that was stored in between is still there. Where one topic of three existed, the others were added, and a topic of another size was left as it was.`;
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

async function expectLayout(
  cluster: Cluster,
  layout: Layout,
  watched: WatchedAdmin,
): Promise<void> {
  const changes = watched.changes();
  const there = await cluster.admin.listTopics();
  for (const [topic, expected] of Object.entries(layout)) {
    if (!there.includes(topic)) {
      const others = Object.keys(layout).filter((name) => there.includes(name));
      throw new Refused(
        `When your function was done, there was no topic "${topic}". ` +
          (others.length > 0
            ? `Of ${Object.keys(layout).length} topics there ${
              others.length === 1 ? "is one" : `are ${others.length}`
            }. What shall a start do about the rest?`
            : "Does it take the names as they are given, and wait for the answer?"),
      );
    }
    const { length } = await offsetRanges(cluster, topic);
    if (length === expected) continue;
    throw new Refused(
      `"${topic}" should have ${expected} partitions and has ${length}. Where does your request say how many?` +
        (length === 1
          ? " Who does not say gets the broker's default, num.partitions."
          : ""),
    );
  }
  if (!changes.has("CreatePartitions")) return;
  throw new Refused(
    "The partitions are right now, but your function made topics smaller first and added partitions to them. Where is a keyed record that is sent in between, and where do later ones of its key go?",
  );
}

async function storeOrder(cluster: Cluster, topic: string): Promise<void> {
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: "1001" }] });
  await producer.disconnect();
}

async function runAgain(
  cluster: Cluster,
  create: () => Promise<void>,
): Promise<void> {
  try {
    await runFirst(cluster, create);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(
      `The first run created both topics. A later one threw: ${error}. Programs are started more than once. What should a start do about a topic that is there already?`,
    );
  }
}

async function expectRecord(cluster: Cluster, topic: string): Promise<void> {
  const ranges = await offsetRanges(cluster, topic).catch((error) => {
    if (kafkaErrorName(error) === "UNKNOWN_TOPIC_OR_PARTITION") return [];
    throw error;
  });
  if (ranges.some(({ end }) => end === 1n)) return;
  throw new Refused(
    `After the first run order 1001 was stored in "${topic}". After the second it is gone, and so will be all orders each time this program starts. Which call takes them away?`,
  );
}

/** Refuses a function that changes a topic of another size; that it throws, or waits, is fine. */
async function refuseOverrun(
  cluster: Cluster,
  create: () => Promise<void>,
  topic: string,
  watched: WatchedAdmin,
): Promise<void> {
  await cluster.admin.createTopics({
    topics: [{ topic, numPartitions: 1 }],
    waitForLeaders: false,
  });
  await untilPartitions(cluster, topic, 1);
  watched.changes();
  let isOver = false;
  const run = create().catch((error) => {
    if (error instanceof NotSolvedYet) throw error;
  }).finally(() => isOver = true);
  // A function that waits for four partitions goes on asking.
  await untilAnswered(
    () => Promise.resolve(isOver || watched.askedSince("CreateTopics") > ASKED),
    PATIENCE_MS,
    () => new Error("neither over nor asking"),
  ).catch(() => {});
  const changes = watched.changes();
  const { length } = await offsetRanges(cluster, topic);
  // So that nobody is left who waits.
  if (length === 1) {
    await cluster.admin.createPartitions({
      topicPartitions: [{ topic, count: 4 }],
    });
  }
  await within(PATIENCE_MS, run, () =>
    new Refused(
      `The check waited for your function ${
        PATIENCE_MS / 1_000
      } s after "${topic}" had 4 partitions. What does it wait for?`,
    ));
  const seen = `"${topic}" existed, with 1 partition, and 4 were asked for.`;
  const done = changes.has("DeleteTopics")
    ? "deleted it"
    : changes.has("CreatePartitions")
    ? "added partitions, and keys move with their number"
    : null;
  if (done === null) return;
  throw new Refused(
    `${seen} Your function ${done}. What becomes of the orders that were there?`,
  );
}
