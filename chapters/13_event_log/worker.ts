import type { Cluster } from "workbook/cluster.ts";
import { check, type Verdict } from "lab/exercises.ts";
import { createTopic } from "workbook/topics.ts";
import { Crew, FAILING, PARTITIONS, type RunWorker } from "./crew.ts";

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
      return `Desk 1 had order ${held} in hand when desk 2 came. It finished and committed that, gave up both partitions, and got one back; ${held} was handled once. The work for ${FAILING} failed once, and it came again. ` +
        `When desk 3 came, ${crew.notes.idle()} got nothing, and noted that too.`;
    } finally {
      await crew.dismiss();
    }
  });
}
