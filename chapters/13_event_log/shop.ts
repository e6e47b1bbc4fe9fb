import type { Consumer, KafkaMessage, Producer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";

/** Something that happened to an order. */
export interface OrderEvent {
  order: string;
  customer: string;
  event: "created" | "paid" | "shipped";
}

/** Where events go: a connected producer, and a topic's full name. */
export interface Outlet {
  producer: Producer;
  topic: string;
}

/** What became of one event: its place in the topic, or the error that leaves it unknown. */
export type Report =
  | { partition: number; offset: bigint }
  | { unknown: unknown };

/** What a consumer is to do. */
export interface Job {
  /** Connected, and in its group. */
  consumer: Consumer;
  topic: string;
  /** The work; resolves when it is done. */
  handle: (message: KafkaMessage) => Promise<void>;
}

/** What a member of a group is to do. */
export interface Work extends Pick<Job, "topic" | "handle"> {
  groupId: string;
  /** To be told of a rebalance: what the member reads from now on, or that it gives up everything. */
  note(kind: "assign", partitions: number[]): void;
  note(kind: "revoke"): void;
}

/** What a demonstration of rebalances has at hand. */
export interface Stage extends Outlet {
  /** The full name of a topic that does not exist yet. */
  topic: string;
  /** Forty of them. */
  events: OrderEvent[];
  /** The work of one member of the stage's group. */
  workOf(member: string): Work;
  /** Waits until the group has so many members and is in no rebalance. */
  settled(members: number): Promise<void>;
}

const CUSTOMERS = ["Ada", "Bo", "Cleo"];

/** As many events as there are orders, from order 1001 on. */
export function createdOrders(count: number): OrderEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    order: String(1001 + i),
    customer: CUSTOMERS[i % CUSTOMERS.length]!,
    event: "created",
  }));
}

/** The lives of some orders: first all are created, then all are paid, then shipped. */
export function livesOf(count: number): OrderEvent[] {
  const orders = createdOrders(count);
  return (["created", "paid", "shipped"] as const).flatMap((event) =>
    orders.map((order) => ({ ...order, event }))
  );
}

/** The event in words: `1001 paid`. */
export function inWords({ order, event }: OrderEvent): string {
  return `${order} ${event}`;
}

const named = new WeakMap<Cluster, number>();

/**
 * The name of a topic that somebody else is to create; whatever gets this name is deleted when the
 * cluster connection is closed.
 */
export function nameTopic(cluster: Cluster, noun: string): string {
  const count = (named.get(cluster) ?? 0) + 1;
  named.set(cluster, count);
  const topic = cluster.name(`${noun}-${count}`);
  cluster.onClose(async () => {
    const exists = (await cluster.admin.listTopics()).includes(topic);
    if (exists) await cluster.admin.deleteTopics({ topics: [topic] });
  });
  return topic;
}
