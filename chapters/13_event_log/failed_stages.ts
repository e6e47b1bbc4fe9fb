import type { Consumer, Producer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import { UnhandledFailures } from "lab/unhandled_failures.ts";
import { createdOrders, nameTopic, type Stage, type Work } from "./shop.ts";

/** The reader's function: sends the events, then starts three members, one after the other, and returns their consumers. */
export type DemonstrateRebalancing = (stage: Stage) => Promise<Consumer[]>;

const COUNT = 3;

/**
 * Names a topic as no topic can be named, and refuses a function that sends events to it all the same.
 *
 * @param cluster The cluster to work on.
 * @param producer A connected producer; none of its sends goes through.
 * @param demonstrate The reader's function.
 * @throws {Refused} If the function sends before the topic was created, or although that failed.
 */
export async function refuseTopicForgotten(
  cluster: Cluster,
  producer: Producer,
  demonstrate: DemonstrateRebalancing,
): Promise<void> {
  using failures = new UnhandledFailures();
  const topic = `${cluster.name("lantern")}/orders`;
  let sent = 0;
  const fail = (): Promise<never> => {
    sent++;
    return Promise.reject(new Error(`There is no topic "${topic}"`));
  };
  await ends(demonstrate, {
    topic,
    producer: { ...producer, send: fail, sendBatch: fail },
    events: createdOrders(COUNT),
    workOf: () => {
      throw new Error("There are no orders");
    },
    settled: () => Promise.reject(new Error("There is no group")),
  });
  // A request that nobody waits for is answered before this one, and fails as this does.
  await cluster.admin.createTopics({ topics: [{ topic }] }).catch(() => {});
  await failures.seen();
  if (sent === 0) return;
  throw new Refused(
    `The check asked for a topic "${topic}" too, which no broker creates: a name must not have a slash. Your function sent events to it all the same. What has to come to a good end before the first event is sent?`,
  );
}

/**
 * Has each member fail at its start, because its group has no name, and refuses a function that keeps it to itself.
 *
 * @param cluster The cluster to work on.
 * @param producer A connected producer.
 * @param demonstrate The reader's function.
 * @throws {Refused} If the function ends as if the members ran.
 */
export async function refuseStartForgotten(
  cluster: Cluster,
  producer: Producer,
  demonstrate: DemonstrateRebalancing,
): Promise<void> {
  const topic = nameTopic(cluster, "orders");
  let asked = 0;
  const isQuiet = await ends(demonstrate, {
    topic,
    producer,
    events: createdOrders(COUNT),
    workOf: (): Work => {
      asked++;
      const handle = (): Promise<void> => Promise.resolve();
      return { groupId: "", topic, note: () => {}, handle };
    },
    settled: () => Promise.reject(new Error("Nobody has joined")),
  });
  if (!isQuiet || asked === 0) return;
  throw new Refused(
    `On another stage no worker could start: the group had no name, and KafkaJS refuses that. Your function asked for the work of ${asked}, and ended as if they packed. Who learns that a worker did not start?`,
  );
}

/** Whether the function ends without a failure. */
async function ends(
  demonstrate: DemonstrateRebalancing,
  stage: Stage,
): Promise<boolean> {
  try {
    await demonstrate(stage);
    return true;
  } catch (error) {
    if (error instanceof NotSolvedYet) throw error;
    return false;
  }
}
