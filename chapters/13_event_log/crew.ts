import type { Consumer, KafkaMessage } from "kafkajs";
import { Changes, within } from "workbook/waiting.ts";
import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { newGroup, untilRebalancing } from "workbook/groups.ts";
import { NoteBook, type Notes } from "./notes.ts";
import type { Work } from "./shop.ts";

/** The reader's function: joins a group, notes its rebalances, and handles records. */
export type RunWorker = (work: Work) => Promise<Consumer>;

/** The number of partitions that the crew shares. */
export const PARTITIONS = 2;
/** The order whose work fails the first time; a later one is in its partition. */
export const FAILING = "1003";
const PATIENCE_MS = 8_000;

/** Workers of one group; the first order is in hand until a second worker comes, and one order's work fails once. */
export class Crew {
  /** What the workers have noted. */
  readonly notes: NoteBook;
  /** The orders that are done, in that order. */
  readonly handled: string[] = [];
  /** The first order that was taken; `null` before. */
  inHand: string | null = null;
  #cluster: Cluster;
  #runWorker: RunWorker;
  #topic: string;
  #groupId: string;
  #changes = new Changes();
  #secondIsThere = Promise.withResolvers<void>();
  #consumers: Consumer[] = [];
  #hasFailed = false;

  /**
   * @param cluster The cluster to work on.
   * @param runWorker The reader's function.
   * @param topic The full name of the topic with the orders.
   */
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
    // KafkaJS asks for records, hands one out, or sends a heartbeat only after it has joined and said so.
    let hasJoined = false;
    const joined = (): void => {
      hasJoined = true;
      this.#changes.tell();
    };
    const starting = this.#runWorker({
      groupId: this.#groupId,
      topic: this.#topic,
      note: notes.note,
      handle: (message) => {
        joined();
        return this.#handle(message);
      },
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
    consumer.on(consumer.events.REBALANCING, () => {
      // The worker listens too; what it notes when it hears of it is noted by then.
      setTimeout(() => this.notes.expectGivenUp(member));
    });
    const { FETCH_START, HEARTBEAT } = consumer.events;
    consumer.on(FETCH_START, joined);
    consumer.on(HEARTBEAT, joined);
    const hasNoted = (): boolean =>
      this.notes.hasProblem || notes.last("assign") !== undefined;
    await this.until(
      () => hasNoted() || hasJoined,
      `${member} to join its group`,
      PATIENCE_MS,
    );
    if (!hasNoted()) {
      throw new Refused(
        `Your worker ${member} runs, has joined the group, and noted nothing. The first assignment comes while run() is still on its way. Who was listening then?`,
      );
    }
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

  /**
   * Waits for a condition, which is looked at after each note and each order.
   *
   * @throws {Trouble} If the deadline passes.
   */
  async until(
    isTrue: () => boolean,
    what: string,
    deadlineMs = PATIENCE_MS,
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

  /** The refusal when an order whose work failed has not come again. */
  whyNotHandled(): Refused | null {
    if (!this.#hasFailed || this.handled.includes(FAILING)) return null;
    return new Refused(
      `The work for order ${FAILING} failed once, and it never came again. Who is to hear of a failure so that KafkaJS hands the record out a second time?`,
    );
  }

  /** Ends all workers. */
  async dismiss(): Promise<void> {
    this.#secondIsThere.resolve();
    for (const consumer of this.#consumers) await consumer.disconnect();
  }

  #handle(message: KafkaMessage): Promise<void> {
    const handled = this.#handleOne(String(message.value));
    handled.catch(() => {}); // whoever does not wait for it is judged by what comes next
    return handled;
  }

  async #handleOne(order: string): Promise<void> {
    if (this.inHand === null) {
      this.inHand = order;
      this.#changes.tell();
      await Promise.race([
        untilRebalancing(this.#cluster, this.#groupId, PATIENCE_MS),
        this.#secondIsThere.promise,
      ]).catch(() => {}); // the wait for the second worker says so
    }
    if (order === FAILING && !this.#hasFailed) {
      this.#hasFailed = true;
      throw new Error(`Nobody could pack order ${order}`);
    }
    this.handled.push(order);
    this.#changes.tell();
  }
}
