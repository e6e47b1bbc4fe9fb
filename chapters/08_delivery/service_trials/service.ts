import type {
  Consumer,
  Producer,
  ProducerConfig,
  ProducerRecord,
  TopicPartitionOffset,
  Transaction,
} from "kafkajs";
import type { ProcessTools } from "lab/processes.ts";

/** What a service is given for an order: KafkaJS's clients, and what to hand to them. */
export interface BillingTools {
  /** Commits the group's offsets. */
  consumer: Pick<Consumer, "commitOffsets">;
  /** Sends invoices, in a transaction or without. */
  producer: Pick<Producer, "send" | "transaction">;
  /** The place to go on from once the order is billed: the offset after it. */
  place: TopicPartitionOffset;
  /** The same place with its consumer group, as `sendOffsets` of a transaction takes it. */
  progress: Parameters<Transaction["sendOffsets"]>[0];
  /** The order's invoice. */
  invoice: ProducerRecord;
}

/** Bills one order. */
export type ServiceHandler = (tools: BillingTools) => Promise<void>;

/** A service as it is handed to another process. */
export interface ServiceTask {
  /** The full name of the topic of orders. */
  topic: string;
  /** The full name of the topic of invoices. */
  invoices: string;
  /** The partition of `invoices` that is this service's own. */
  partition: number;
  /** The full name of the service's consumer group. */
  group: string;
  /** A {@linkcode ServiceHandler} as text. */
  handler: string;
  /** KafkaJS's settings for the service's producer. */
  producer: ProducerConfig;
  /** The order after which the service ends. */
  last: string;
  /** The order, and the step of its billing, counted from 1, after which the service blocks; `null` for none. */
  stop: { order: string; step: number } | null;
}

/**
 * Bills orders until the last; after the step at which the task has it stop, it blocks for good.
 *
 * It is sent to other processes as text, so it sees nothing of this module.
 *
 * @param tools KafkaJS for the service; the task as input; a report of the service's partition when it blocks, or is done.
 */
export async function runService(
  { kafka, input, report, functionFromText }: ProcessTools<ServiceTask>,
): Promise<void> {
  const { topic, invoices, partition, group, stop } = input;
  const handle = functionFromText<ServiceHandler>(input.handler);
  const done = Promise.withResolvers<void>();
  const producer = kafka.producer(input.producer);
  // A busy machine may be slow, so no group must take a service for dead: it would bill an order again.
  const consumer = kafka.consumer({ groupId: group, sessionTimeout: 60_000 });
  // KafkaJS waits for the markers of the transaction before when a send begins the next, and not
  // when offsets do.
  const { timedOut, untilAnswered } = await import("workbook/waiting.ts");
  const afterTheLast = (work: () => Promise<void>): Promise<void> => {
    const isTaken = async (): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        const { type } = error as { type?: string };
        if (type !== "CONCURRENT_TRANSACTIONS") throw error;
        return false;
      }
    };
    return untilAnswered(
      isTaken,
      10_000,
      () => timedOut(10_000, "the markers of the transaction before"),
    );
  };
  consumer.on("consumer.crash", ({ payload }) => done.reject(payload.error));
  // First of all: a new transactional producer ends what its predecessor has left open.
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition: from, message }) => {
      const order = String(message.value);
      let steps = 0;
      const step = async <T>(work: Promise<T>): Promise<T> => {
        const result = await work;
        if (order === stop?.order && ++steps === stop.step) {
          report(partition);
          await new Promise(() => {});
        }
        return result;
      };
      const place = {
        topic,
        partition: from,
        offset: String(BigInt(message.offset) + 1n),
      };
      await handle({
        place,
        progress: {
          consumerGroupId: group,
          topics: [{ topic, partitions: [place] }],
        },
        invoice: {
          topic: invoices,
          messages: [{ partition, key: order, value: order }],
        },
        consumer: {
          commitOffsets: (places) => step(consumer.commitOffsets(places)),
        },
        producer: {
          send: (record) => step(producer.send(record)),
          transaction: async () => {
            const transaction = await producer.transaction();
            return {
              ...transaction,
              send: (record) => step(transaction.send(record)),
              sendOffsets: (places) =>
                step(afterTheLast(() => transaction.sendOffsets(places))),
            };
          },
        },
      });
      if (order === input.last) done.resolve();
    },
  });
  await done.promise;
  await consumer.disconnect();
  await producer.disconnect();
  report(partition);
}

/**
 * Runs several services in one process; sent there as text, as {@linkcode runService} is.
 *
 * @param tools KafkaJS for the services; as input their tasks, and {@linkcode runService} as text; a report as from each of them.
 */
export async function runServices(
  { input, ...tools }: ProcessTools<{ service: string; tasks: ServiceTask[] }>,
): Promise<void> {
  const run = tools.functionFromText<typeof runService>(input.service);
  await Promise.all(input.tasks.map((task) => run({ ...tools, input: task })));
}
