import type { ProducerConfig } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import type { Displayable } from "pictures/display.ts";
import { newGroup } from "workbook/groups.ts";
import type { HistoryVerdict } from "lab/history.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { table } from "pictures/tables.ts";
import { createTopic } from "workbook/topics.ts";
import { announced } from "workbook/waiting.ts";
import { readInvoices } from "./service_trials/invoices.ts";
import type { ServiceHandler, ServiceTask } from "./service_trials/service.ts";
import {
  type Fault,
  FAULTS,
  killAndTakeOver,
  loseAnAnswer,
} from "./service_trials/service_faults.ts";

export { type Fault, FAULTS } from "./service_trials/service_faults.ts";

/** A service that bills orders: for each order that it reads, it writes one invoice. */
export interface Service {
  /** The service's name in a table. */
  name: string;
  /** Bills one order; it sees nothing of the notebook but what it is given. */
  handle: ServiceHandler;
  /** KafkaJS's settings for its producer; a transactional id gets a suffix of its own. */
  producer: ProducerConfig;
}

/** What came of one service and one fault. */
export interface ServiceTrial {
  /** The service's name. */
  service: string;
  /** What happened to it. */
  fault: Fault;
  /** Each order is a record that was sent; the log is what readers of committed invoices get. */
  verdict: HistoryVerdict;
  /** Every invoice in the log, those of aborted transactions included. */
  written: ConsumerRecord[];
}

const ORDERS = ["1001", "1002", "1003", "1004", "1005"];
/** The order, counted from 1, that is in hand when the fault happens. */
const STRUCK = 3;

/**
 * Has each service bill five orders, once with each fault, and counts lost and doubled invoices.
 *
 * The fault happens at the third order. Services that are to be killed run in one process, and each
 * blocks right after the step in question; when all of them do, the process is killed (`kill -9`). Another process
 * then takes over from each, in its group and with its transactional id. Where an answer gets lost, nobody is killed: the broker writes the invoice, its answer never
 * arrives, and KafkaJS sends once more.
 *
 * @param cluster The cluster to work on.
 * @param services The services, one or more.
 * @returns A trial for each service and fault, in the order of the services.
 * @throws {Trouble} If a service has not billed the last order within a minute.
 *
 * Source: Kafka documentation, "Message Delivery Semantics".
 *
 * @example A service that commits first
 * ```ts ignore
 * const trials = await tryServices(cluster, [{
 *   name: "commit first",
 *   producer: {},
 *   handle: async ({ consumer, producer, place, invoice }) => {
 *     await consumer.commitOffsets([place]);
 *     await producer.send(invoice);
 *   },
 * }]);
 * trials[0].verdict.counts.lost; // 1
 * ```
 */
export async function tryServices(
  cluster: Cluster,
  services: readonly Service[],
): Promise<ServiceTrial[]> {
  const planned = services.flatMap((service) =>
    FAULTS.map((fault) => ({ service, fault }))
  );
  const topic = await createTopic(cluster, "orders");
  const invoices = await createTopic(cluster, "invoices", {
    partitions: planned.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: ORDERS.map((value) => ({ value })) });
  await producer.disconnect();

  const tasks = planned.map(({ service, fault }, partition) =>
    taskOf(cluster, { topic, invoices, partition, service, fault })
  );
  const struck = Promise.all([
    killAndTakeOver(cluster, tasks.filter(({ stop }) => stop)),
    ...tasks.filter(({ stop }) => !stop).map((task) =>
      loseAnAnswer(cluster, task, STRUCK)
    ),
  ]);
  await announced({
    what: () =>
      `${services.length} services to bill five orders, once with each fault`,
    howLong: "usually about 3 s",
  }, struck);
  const read = await readInvoices(cluster, invoices, tasks.length, ORDERS);
  return planned.map(({ service, fault }, partition) => ({
    service: service.name,
    fault,
    ...read[partition]!,
  }));
}

/**
 * Lays trials out as a matrix: a row a service, a column a fault.
 *
 * @param trials The trials that {@linkcode tryServices} returned.
 * @returns A table; a field says `each once`, or which orders have no invoice or more than one.
 *
 * @example Nothing tried, nothing shown
 * ```ts
 * import { trialMatrix } from "chapters/08_delivery/service_trials.ts";
 *
 * trialMatrix([]);
 * ```
 */
export function trialMatrix(trials: readonly ServiceTrial[]): Displayable {
  const rows = Map.groupBy(trials, ({ service }) => service);
  return table(
    [...rows].map(([service, own]) => ({
      service,
      ...Object.fromEntries(
        own.map(({ fault, verdict }) => [fault, inField(verdict)]),
      ),
    })),
    { title: "Five orders, and a fault at the third" },
  );
}

function inField({ findings }: HistoryVerdict): string {
  const inWords = (word: string, list: { id: string }[]): string =>
    list.length > 0 ? `${word} (${list.map(({ id }) => id).join(", ")})` : "";
  return [
    inWords(`${findings.lost.length} lost`, findings.lost),
    inWords(`${findings.duplicated.length} twice`, findings.duplicated),
  ].filter(Boolean).join(", ") || "each once";
}

function taskOf(
  cluster: Cluster,
  { topic, invoices, partition, service, fault }: {
    topic: string;
    invoices: string;
    partition: number;
    service: Service;
    fault: Fault;
  },
): ServiceTask {
  const { transactionalId, ...producer } = service.producer;
  const group = newGroup(cluster, "billing");
  const step = FAULTS.indexOf(fault) + 1;
  return {
    topic,
    invoices,
    partition,
    group,
    handler: String(service.handle),
    producer: {
      ...producer,
      ...(transactionalId &&
        { transactionalId: `${transactionalId}-${group}` }),
    },
    last: ORDERS.at(-1)!,
    stop: fault === "answer lost" ? null : { order: ORDERS[STRUCK - 1]!, step },
  };
}
