import type { Consumer, KafkaMessage } from "kafkajs";
import { Changes, within } from "workbook/waiting.ts";
import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { newGroup, untilRebalancing } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import { NoteBook, type Notes } from "./notes.ts";
import type { Work } from "./shop.ts";

/** The reader's function: joins a group, notes its rebalances, and handles records. */
export type RunWorker = (work: Work) => Promise<Consumer>;

const PARTITIONS = 2;
const ORDERS = ["1001", "1002", "1003", "1004"];
const PATIENCE_MS = 5_000;

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
      );
      crew.expectOnce();
      crew.notes.expectRevoked("desk 1");
      await crew.hire("desk 3");
      await crew.untilShared();
      return `Desk 1 had order ${held} in hand when desk 2 came. It finished and committed that, gave up both partitions, and got one back; ${held} was handled once. ` +
        `When desk 3 came, ${crew.notes.idle()} got nothing, and noted that too.`;
    } finally {
      await crew.dismiss();
    }
  });
}

/** Workers of one group; the first order is in hand until a second worker comes. */
class Crew {
  readonly notes: NoteBook;
  readonly handled: string[] = [];
  inHand: string | null = null;
  #cluster: Cluster;
  #runWorker: RunWorker;
  #topic: string;
  #groupId: string;
  #changes = new Changes();
  #secondIsThere = Promise.withResolvers<void>();
  #consumers: Consumer[] = [];

  constructor(cluster: Cluster, runWorker: RunWorker, topic: string) {
    this.#cluster = cluster;
    this.#runWorker = runWorker;
    this.#topic = topic;
    this.#groupId = newGroup(cluster, "check-worker");
    this.notes = new NoteBook(() => this.#changes.tell());
  }

  /** Starts one more worker and waits until it has noted an assignment. */
  async hire(member: string): Promise<void> {
    const notes: Notes = this.notes.open(member);
    const starting = this.#runWorker({
      groupId: this.#groupId,
      topic: this.#topic,
      note: notes.note,
      handle: (message) => this.#handle(message),
    });
    const consumer = await within(
      PATIENCE_MS,
      starting,
      () =>
        new Refused(
          `After ${
            PATIENCE_MS / 1_000
          } seconds ${member} had not started. What does your function wait for?`,
        ),
    );
    if (typeof consumer?.disconnect !== "function") {
      throw new Refused(
        `Your function should return the consumer, so that somebody can stop it. It returned ${
          Deno.inspect(consumer, { depth: 0 })
        }.`,
      );
    }
    this.#consumers.push(consumer);
    await this.until(
      () => this.notes.hasProblem || notes.last("assign") !== undefined,
      `${member} to note an assignment`,
      1_500,
    ).catch(() => {
      throw new Refused(
        `Your worker ${member} runs, has joined the group, and noted nothing. The first assignment comes while run() is still on its way. Who was listening then?`,
      );
    });
    this.notes.expectNotes();
    if (this.#consumers.length > 1) this.#secondIsThere.resolve();
  }

  /** Waits until each partition has one reader, as the workers have noted. */
  async untilShared(): Promise<void> {
    const isSettled = (): boolean =>
      this.notes.hasProblem || this.notes.isShared(PARTITIONS);
    await this.until(isSettled, "each partition to have one reader")
      .catch(() => {
        throw new Refused(
          `There are ${PARTITIONS} partitions, and by the notes ${this.notes}. ${this.notes.question()}`,
        );
      });
    this.notes.expectNotes();
  }

  async until(
    isTrue: () => boolean,
    what: string,
    deadlineMs = 4_000,
  ): Promise<void> {
    await this.#changes.until(isTrue, what, deadlineMs);
  }

  /** No order may be handled twice. */
  expectOnce(): void {
    const twice = this.handled.find((order, i) =>
      this.handled.indexOf(order) !== i
    );
    if (twice === undefined) return;
    throw new Refused(
      `Order ${twice} was handled twice, and by the notes ${this.notes}. ${this.notes.question()}`,
    );
  }

  async dismiss(): Promise<void> {
    this.#secondIsThere.resolve();
    for (const consumer of this.#consumers) await consumer.disconnect();
  }

  async #handle({ value }: KafkaMessage): Promise<void> {
    const order = String(value);
    if (this.inHand === null) {
      this.inHand = order;
      this.#changes.tell();
      await Promise.race([
        untilRebalancing(this.#cluster, this.#groupId, PATIENCE_MS),
        this.#secondIsThere.promise,
      ]).catch(() => {}); // the wait for the second worker says so
    }
    this.handled.push(order);
    this.#changes.tell();
  }
}
