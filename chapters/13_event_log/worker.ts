import type { Consumer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { UnhandledFailures } from "lab/unhandled_failures.ts";
import { newGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import { Crew, FAILING, PARTITIONS, type RunWorker } from "./crew.ts";
import type { Work } from "./shop.ts";

const ORDERS = ["1001", "1002", "1003", "1004", "1005", "1006"];

/**
 * Checks phase 4: a member of a group that notes what each rebalance gives and takes.
 *
 * @param cluster The cluster to check on.
 * @param runWorker The reader's answer.
 * @returns The verdict.
 */
export function checkRunWorker(
  cluster: Cluster,
  runWorker: RunWorker,
): Promise<Verdict> {
  return check("worker", async () => {
    const topic = await createTopic(cluster, "check-worker", {
      partitions: PARTITIONS,
    });
    const producer = cluster.kafka.producer();
    await producer.connect();
    const messages = ORDERS.map((value, i) => ({
      value,
      partition: i % PARTITIONS,
    }));
    await producer.send({ topic, messages });
    const crew = new Crew(cluster, runWorker, topic);
    try {
      await crew.hire("desk 1");
      crew.notes.expectAlone("desk 1", PARTITIONS);
      await crew.until(() => crew.inHand !== null, "desk 1 to take an order");
      const held = crew.inHand;
      await crew.hire("desk 2");
      await crew.untilShared();
      await crew.until(
        () => ORDERS.every((order) => crew.handled.includes(order)),
        `all of ${ORDERS.length} orders to be handled`,
      ).catch((error) => {
        throw crew.whyNotHandled() ?? error;
      });
      crew.expectOnce();
      crew.notes.expectNotes();
      crew.notes.expectRevoked("desk 1");
      await crew.hire("desk 3");
      await crew.untilShared();
      await refuseFailureForgotten(cluster, runWorker, topic);
      return `Desk 1 had order ${held} in hand when desk 2 came. It finished and committed that, gave up both partitions, and got one back; ${held} was handled once. The work for ${FAILING} failed once, and it came again. ` +
        `When desk 3 came, ${crew.notes.idle()} got nothing, and noted that too.`;
    } finally {
      await crew.dismiss();
    }
  });
}

/** Has the worker's consumer fail at its start, which the function must not keep to itself. */
async function refuseFailureForgotten(
  cluster: Cluster,
  runWorker: RunWorker,
  topic: string,
): Promise<void> {
  using failures = new UnhandledFailures();
  const { kafka } = cluster;
  const tried = Promise.withResolvers<void>();
  const consumers: Consumer[] = [];
  const connected = new Set<Consumer>();
  const consumer: typeof kafka.consumer = (config) => {
    const own = kafka.consumer(config);
    consumers.push(own);
    own.on(own.events.CONNECT, () => connected.add(own));
    own.on(own.events.DISCONNECT, () => connected.delete(own));
    const run = (): Promise<void> => {
      tried.resolve();
      return Promise.reject(new Error("No broker can be reached"));
    };
    let connecting = Promise.resolve();
    const connect = (): Promise<void> => connecting = own.connect();
    // A consumer that is still connecting would be connected after it has left.
    const disconnect = async (): Promise<void> => {
      await connecting.catch(() => {});
      await own.disconnect();
    };
    return { ...own, connect, disconnect, run };
  };
  const work: Work = {
    groupId: newGroup(cluster, "check-worker"),
    topic,
    note: () => {},
    handle: () => Promise.resolve(),
  };
  try {
    const lent = Object.create(kafka, { consumer: { value: consumer } });
    Object.assign(cluster, { kafka: lent });
    await runWorker(work);
    await tried.promise; // it may start in the background
  } catch (error) {
    if (error instanceof NotSolvedYet) throw error;
    if (!(error instanceof Error)) {
      throw new Refused(
        `\`consumer.run()\` rejected: no broker could be reached. Your function rejected with ${error} in place of that error. What will its caller know?`,
      );
    }
    if (connected.size === 0) return;
    throw new Refused(
      "`consumer.run()` rejected: no broker could be reached. Your function threw, as it should, and its consumer was still connected. Who can disconnect it now?",
    );
  } finally {
    Object.assign(cluster, { kafka });
    for (const each of consumers) await each.disconnect();
  }
  if ((await failures.seen()).length > 0) return; // it would have ended the program
  throw new Refused(
    "`consumer.run()` rejected: no broker could be reached. Your function ended as if the worker ran. Who learns that it reads nothing?",
  );
}
