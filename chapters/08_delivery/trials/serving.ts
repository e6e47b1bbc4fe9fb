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
  consumer: Pick<Consumer, "commitOffsets">;
  producer: Pick<Producer, "send" | "transaction">;
  /** The place to go on from once the order is billed: the offset behind it. */
  place: TopicPartitionOffset;
  /** The same place, with the group whose it is, as `sendOffsets` of a transaction takes it. */
  progress: Parameters<Transaction["sendOffsets"]>[0];
  /** The order's invoice. */
  invoice: ProducerRecord;
}

/** Bills one order. */
export type ServiceHandler = (tools: BillingTools) => Promise<void>;

/** A service as another process is told of it. */
export interface ServiceTask {
  /** The orders. */
  topic: string;
  invoices: string;
  /** The partition of `invoices` that is this service's own. */
  partition: number;
  group: string;
  /** A {@linkcode ServiceHandler} as text. */
  handler: string;
  producer: ProducerConfig;
  /** With this order, the service has come to its end. */
  last: string;
  /** The order and the step, from 1, behind which it does nothing any more; `null` for none. */
  stop: { order: string; step: number } | null;
}

/**
 * Bills orders until the last; where it is told to stop, it reports that and then hangs for good.
 *
 * It is sent to other processes as text, so it sees nothing of this module.
 *
 * @param tools `report` is told of the service's partition when it hangs, or is done.
 */
export async function serve(
  { kafka, input, report }: ProcessTools<ServiceTask>,
): Promise<void> {
  const { topic, invoices, partition, group, stop } = input;
  const handle: ServiceHandler = new Function(`return (${input.handler})`)();
  const done = Promise.withResolvers<void>();
  const producer = kafka.producer(input.producer);
  const consumer = kafka.consumer({
    groupId: group,
    ...(stop && { sessionTimeout: 2_000, heartbeatInterval: 500 }),
  });
  // KafkaJS waits for the markers of the transaction before when a send begins the next, and not
  // when offsets do.
  const afterTheLast = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const { type } = error as { type?: string };
      if (type !== "CONCURRENT_TRANSACTIONS") throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
      await afterTheLast(work);
    }
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

/** Runs several services in one process; sent there as text, as `serve` is. */
export async function host(
  { kafka, input, report }: ProcessTools<
    { serve: string; tasks: ServiceTask[] }
  >,
): Promise<void> {
  const run: typeof serve = new Function(`return (${input.serve})`)();
  await Promise.all(
    input.tasks.map((task) => run({ kafka, input: task, report })),
  );
}
