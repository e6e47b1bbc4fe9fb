import type { Consumer, Kafka } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { kafkaErrorName } from "workbook/errors.ts";
import { newGroup, untilCommitted } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";
import { openTransactions } from "workbook/transactions.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { fillOnce } from "./filled_topics.ts";
import { type Mailing, MailServer } from "./mail_server.ts";
import { failingKafka, STEPS, watchedKafka } from "./mailer_kafka.ts";
import { stand } from "./replay_topics.ts";

/** The reader's function: starts a mailer, and returns what ends it. */
export type StartMailer = (
  kafka: Kafka,
  groupId: string,
  topic: string,
  mail: (order: string) => Promise<void>,
) => Promise<() => Promise<void>>;

/** Eight orders of partition 1, which an earlier mailer has dealt with. */
const OLD = ["991", "992", "993", "994", "995", "996", "997", "998"];
/** What is written in each transaction, by partition. */
const BATCHES = [
  [[], OLD],
  [["1001"], ["1002", "1004"]],
  [["1003", "1005"], ["1006"]],
  [[], ["1008"]],
];
const COUNT = BATCHES.slice(1).flat(2).length;
const REFUSED = "1004";
const PATIENCE_MS = 6_000;

/**
 * Checks exercise 2: a mailer in plain KafkaJS, which commits after each mail and leaves.
 *
 * @param cluster The cluster to check on.
 * @param startMailer The reader's answer.
 * @returns The verdict.
 */
export function checkMailer(
  cluster: Cluster,
  startMailer: StartMailer,
): Promise<Verdict> {
  return check("mailer", async () => {
    const topic = await fillOnce(cluster, "mailer", () => fill(cluster));
    const orders = (await readToEnd(cluster, topic)).map((record) => ({
      ...record,
      order: record.value!,
    }));
    const group = newGroup(cluster, "check-mailer");
    const mailing: Mailing = { group, topic, orders, starts: [] };
    await stand(cluster, topic, group, [null, BigInt(OLD.length)]);
    const run = async (count: number, refuses: string): Promise<string[]> => {
      const starts = (await measureLag(cluster, group, topic))
        .map(({ committed }) => committed);
      const server = new MailServer(
        cluster,
        { ...mailing, starts },
        refuses,
      );
      const made: Consumer[] = [];
      const kafka = watchedKafka(cluster.kafka, server, made);
      const started = Promise.resolve()
        .then(() => startMailer(kafka, group, topic, server.mail));
      try {
        await Promise.race([
          server.refused,
          mailAll(cluster, mailing, server, started, count),
        ]);
      } finally {
        server.close();
        await Promise.all(made.map((consumer) => consumer.disconnect()));
      }
      return server.mailed.map(({ order }) => order);
    };
    await run(COUNT, REFUSED);
    // Nobody is in the group any more, so it can be put back, by one order.
    const last = orders.findLast(({ partition }) => partition === 0)!;
    await stand(cluster, topic, group, [last.offset, null]);
    const again = await run(1, "none");
    if (again.join() !== last.order) {
      throw new Refused(
        `The group was put back to order ${last.order}, and a second mailer of it mailed ${
          again.join(", ")
        }. Where should it go on?`,
      );
    }
    await expectFailures(cluster, startMailer, mailing);
    return `${COUNT} orders have their mail, and the group's place was right before each of them: whenever the mailer dies, at most one order a partition gets a second mail. Order ${REFUSED} was refused once and came again, your mailer left its group, and a second one went on from there.`;
  });
}

/** Expects the function to fail when its consumer can't start. */
async function expectFailures(
  { kafka }: Cluster,
  startMailer: StartMailer,
  { group, topic }: Mailing,
): Promise<void> {
  for (const step of STEPS) {
    const started = Promise.resolve().then(() =>
      startMailer(failingKafka(kafka, step), group, topic, async () => {})
    );
    const failed = started.then(() => false, () => true);
    const hasFailed = await within(
      1_000,
      failed,
      () => new Refused(forgotten(step)),
    );
    if (!hasFailed) throw new Refused(forgotten(step));
  }
}

function forgotten(step: string): string {
  return `consumer.${step}() was to be rejected, and your function did not fail. So its caller takes a mailer for running that mails nothing. Is ${step}() called, and who hears of its failure?`;
}

/** Waits until the mails are out and committed, and ends the mailer. */
async function mailAll(
  cluster: Cluster,
  { group, topic }: Mailing,
  server: MailServer,
  started: ReturnType<StartMailer>,
  count: number,
): Promise<void> {
  const stop = await within(
    PATIENCE_MS,
    started,
    () =>
      new Refused(
        `The check waited for ${
          PATIENCE_MS / 1_000
        } seconds, and your function had not returned. It may return as soon as the consumer runs. What does it wait for?`,
      ),
  );
  if (typeof stop !== "function") {
    throw new Refused(
      `Your function returned ${
        Deno.inspect(stop, { depth: 0 })
      }. A function was asked for that ends the mailer. How shall the check end it?`,
    );
  }
  await server.untilMailed(count, PATIENCE_MS).catch(() => {
    throw new Refused(
      `The check waited for ${
        PATIENCE_MS / 1_000
      } seconds, and ${server.mailed.length} of ${count} orders had their mail. Where does your consumer begin in a partition without a place, and what becomes of an order whose mail was refused?`,
    );
  });
  for (const partition of [0, 1]) {
    const last = server.mailed.findLast((each) => each.partition === partition);
    if (!last) continue;
    const record = { topic, ...last };
    await untilCommitted(cluster, group, record, 1_000).catch((error) => {
      if (kafkaErrorName(error)) throw error;
      throw new Refused(
        `The mail for order ${last.order} is out, the last one of partition ${partition}, and a second later the group's place was still not after it. Who commits the last one?`,
      );
    });
  }
  await within(
    PATIENCE_MS,
    Promise.resolve(stop()),
    () =>
      new Refused(
        "The check called the function that you returned, and six seconds later the mailer had not ended. What does it wait for?",
      ),
  );
  const { groups: [left] } = await cluster.admin.describeGroups([group]);
  if (left!.members.length === 0) return;
  throw new Refused(
    "The function that you returned was called and done, and the coordinator still counts a member in the group, whose partitions nobody else gets. How does a consumer leave?",
  );
}

/** Writes the orders in transactions, whose ends take offsets too. */
async function fill(cluster: Cluster): Promise<string> {
  const topic = await createTopic(cluster, "check-mailer", { partitions: 2 });
  const cashier = openTransactions(cluster, cluster.name("check-mailer"));
  for (const batch of BATCHES) {
    const records = batch.flatMap((values, partition) =>
      values.map((value) => ({ partition, value }))
    );
    await cashier.transact((transaction) => transaction.send(topic, records));
  }
  await cashier.close();
  return topic;
}
