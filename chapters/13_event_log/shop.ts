import type { Consumer, KafkaMessage, Producer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** Something that happened to an order. */
export interface OrderEvent {
  /** The order's number. */
  order: string;
  /** The customer's name. */
  customer: string;
  /** What happened. */
  event: "created" | "paid" | "shipped";
}

/** The way of events into Kafka. */
export interface Outlet {
  /** A connected producer. */
  producer: Producer;
  /** The topic's full name. */
  topic: string;
}

/** What became of one event: its place in the topic, or the error that leaves it unknown. */
export type Report =
  | { partition: number; offset: bigint }
  | { unknown: unknown };

/** The job of one consumer. */
export interface Job {
  /** A connected consumer of its group. */
  consumer: Consumer;
  /** The topic's full name. */
  topic: string;
  /** Does the work that a record asks for; resolves when it is done. */
  handle: (message: KafkaMessage) => Promise<void>;
}

/** The work of one member of a group. */
export interface Work extends Pick<Job, "topic" | "handle"> {
  /** The group's full name. */
  groupId: string;
  /** Notes a rebalance: the partitions that the member reads from now on, or that it gives up all. */
  note(kind: "assign", partitions: number[]): void;
  note(kind: "revoke"): void;
}

/** What a demonstration of rebalances works with. */
export interface Stage extends Outlet {
  /** The full name of a topic that does not exist yet. */
  topic: string;
  /** Forty events to send. */
  events: OrderEvent[];
  /** The work of one member of the stage's group. */
  workOf(member: string): Work;
  /** Waits until the group has so many members and is in no rebalance. */
  settled(members: number): Promise<void>;
}

const CUSTOMERS = ["Ada", "Bo", "Cleo"];

/**
 * Makes orders that were just created, from order 1001 on.
 *
 * @param count The number of orders.
 * @returns One event an order.
 */
export function createdOrders(count: number): OrderEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    order: String(1001 + i),
    customer: CUSTOMERS[i % CUSTOMERS.length]!,
    event: "created",
  }));
}

/**
 * Makes the lives of orders: first all are created, then all are paid, then shipped.
 *
 * @param count The number of orders.
 * @returns Three events an order.
 */
export function livesOf(count: number): OrderEvent[] {
  const orders = createdOrders(count);
  return (["created", "paid", "shipped"] as const).flatMap((event) =>
    orders.map((order) => ({ ...order, event }))
  );
}

/** Three orders one after the other, of a customer whose name needs quoting. */
export const ODD_EVENTS: readonly OrderEvent[] = ["1009", "1010", "1011"]
  .flatMap((order) =>
    (["created", "paid", "shipped"] as const).map((event) => ({
      order,
      customer: 'Zoë "Z" O\\Neil',
      event,
    }))
  );

/**
 * Describes an event in words.
 *
 * @param event The event.
 * @returns A text such as `1001 paid`.
 */
export function inWords({ order, event }: OrderEvent): string {
  return `${order} ${event}`;
}

/**
 * Reads the number of the order that a record is about.
 *
 * @param record A record whose value is an event as JSON.
 * @returns The order's number.
 */
export function orderOf({ value }: Pick<ConsumerRecord, "value">): string {
  return JSON.parse(value ?? "{}").order;
}

const named = new WeakMap<Cluster, number>();

/**
 * Names a topic that the reader's function is to create. A topic of this name is deleted when the
 * cluster connection is closed.
 *
 * @param cluster The cluster on which the topic will be created.
 * @param noun What its records are about; part of the name.
 * @returns A full name that no other topic has.
 */
export function nameTopic(cluster: Cluster, noun: string): string {
  const count = (named.get(cluster) ?? 0) + 1;
  named.set(cluster, count);
  const topic = cluster.name(`${noun}-${count}`);
  cluster.deleteOnClose({ topic });
  return topic;
}
