import type { Consumer, KafkaMessage, Producer } from "kafkajs";
import { Changes, untilAnswered } from "workbook/waiting.ts";
import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { newGroup } from "workbook/groups.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { askGroup, type GroupState } from "./group_state.ts";
import { NoteBook } from "./notes.ts";
import {
  createdOrders,
  nameTopic,
  type OrderEvent,
  orderOf,
  type Stage,
  type Work,
} from "./shop.ts";

/** How long it takes to pack one order, in milliseconds. */
const PACKING_MS = 25;
/** The number of orders that are packed before the next member must have come: few, so that each partition has some left for the last. */
const SHARE = 2;
const PATIENCE_MS = 8_000;

/** What the group was like when a member was given its work. */
interface Arrival extends GroupState {
  member: string;
  /** How many members had been given work before. */
  before: number;
}

/** Forty orders, and a group whose members do not finish before all have come. */
export class RebalanceStage implements Stage, AsyncDisposable {
  /** The full name of the topic, which does not exist yet. */
  readonly topic: string;
  /** A connected producer. */
  readonly producer: Producer;
  /** The full name of the group. */
  readonly group: string;
  /** The events to send. */
  readonly events: OrderEvent[] = createdOrders(40);
  /** The notes of the group's members. */
  readonly notes: NoteBook = new NoteBook();
  /** Each time that an order was packed, and by whom. */
  readonly packed: { order: string; member: string }[] = [];
  #cluster: Cluster;
  #taken = 0;
  #isOver = false;
  #changes = new Changes();
  #consumers: Consumer[] = [];
  #arrivals: Promise<Arrival>[] = [];

  /** Use {@linkcode RebalanceStage.open}. */
  private constructor(cluster: Cluster, producer: Producer) {
    this.#cluster = cluster;
    this.producer = producer;
    this.topic = nameTopic(cluster, "orders");
    this.group = newGroup(cluster, "packing");
  }

  /**
   * Opens a stage on which nothing has happened.
   *
   * @param cluster The cluster to work on.
   * @returns The stage; `await using` ends the consumers that it adopted.
   */
  static async open(cluster: Cluster): Promise<RebalanceStage> {
    const producer = cluster.kafka.producer();
    await producer.connect();
    return new RebalanceStage(cluster, producer);
  }

  /** The names of the members that have come, in that order. */
  members(): string[] {
    return [...this.notes.held().keys()];
  }

  /** The name of the member that packed a record first; `null` when nobody has. */
  packerOf(record: Pick<ConsumerRecord, "value">): string | null {
    const order = orderOf(record);
    return this.packed.find((each) => each.order === order)?.member ?? null;
  }

  /** How many orders each member packed: `desk 1: 20, desk 2: 15, desk 3: 5`. */
  tally(): string {
    return this.members().map((member) =>
      `${member}: ${
        this.packed.filter((each) => each.member === member).length
      }`
    ).join(", ");
  }

  /** Takes over consumers, to end them with the stage. */
  adopt(consumers: Consumer[]): void {
    this.#consumers.push(
      ...consumers.filter((each) => typeof each?.disconnect === "function"),
    );
  }

  /** The work of a member, whose notes begin with this call. */
  workOf = (member: string): Work => {
    const before = this.members().length;
    const arrival = askGroup(this.#cluster, this.group).then((group) => ({
      member,
      before,
      ...group,
    }));
    arrival.catch(() => {}); // `arrivals` says so
    this.#arrivals.push(arrival);
    return {
      groupId: this.group,
      topic: this.topic,
      note: this.notes.open(member).note,
      handle: (message) => this.#pack(member, message),
    };
  };

  /** What the group was like each time that a member was given its work, in that order. */
  arrivals(): Promise<Arrival[]> {
    return Promise.all(this.#arrivals);
  }

  /**
   * Waits until the group has so many members and is in no rebalance.
   *
   * @throws {Refused} If fewer have been given work, or the group is not settled within 8 s.
   */
  settled = async (members: number): Promise<void> => {
    const came = this.members().length;
    if (came < members) {
      throw new Refused(
        `You wait for a group of ${members}, and ${came} ${
          came === 1 ? "member has" : "members have"
        } been given work. Who should join before you wait?`,
      );
    }
    let found = "";
    await untilAnswered(
      async () => {
        const { state, count } = await askGroup(this.#cluster, this.group);
        found = `${count} members, in state ${state}`;
        return state === "Stable" && count === members;
      },
      PATIENCE_MS,
      () =>
        new Refused(
          `Waited ${
            PATIENCE_MS / 1_000
          } seconds for a group of ${members} at rest: it had ${found}.`,
        ),
    );
  };

  /**
   * Waits until every order is packed at least once.
   *
   * @throws {Refused} If that takes more than 8 s.
   */
  async untilAllPacked(): Promise<void> {
    const count = (): number =>
      new Set(this.packed.map(({ order }) => order)).size;
    const isDone = (): boolean => count() === this.events.length;
    await this.#changes.until(isDone, "all orders", PATIENCE_MS).catch(() => {
      throw new Refused(
        `${count()} of ${this.events.length} orders are packed, and no more came in ${
          PATIENCE_MS / 1_000
        } seconds. By the notes ${this.notes}. Who reads the rest?`,
      );
    });
  }

  /** Disconnects the producer, and the consumers that it adopted. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    for (const consumer of this.#consumers) await consumer.disconnect();
    await this.producer.disconnect();
  }

  async #pack(member: string, message: KafkaMessage): Promise<void> {
    const number = ++this.#taken;
    await new Promise((packed) => setTimeout(packed, PACKING_MS));
    await this.#untilCome(Math.min(3, Math.ceil(number / SHARE)));
    const order = orderOf({ value: String(message.value) });
    this.packed.push({ order, member });
    this.#changes.tell();
  }

  /** Holds a record in hand until so many members have come, or a rebalance has begun. */
  async #untilCome(members: number): Promise<void> {
    if (members === 1) return;
    await untilAnswered(
      async () => {
        if (this.#isOver) return true;
        const { state, count } = await askGroup(this.#cluster, this.group);
        return count >= members || state !== "Stable";
      },
      PATIENCE_MS,
      () => new Error("nobody else came"),
    ).catch(() => {}); // the check that counts the members says so
  }
}
