import type { Consumer, ConsumerConfig } from "kafkajs";
import { type Lab, PARTITIONS } from "./lab.ts";

/**
 * Reads all records of the topic under test that a consumer gets to see.
 *
 * A last record is first written to each partition, so that the end is known by its content and not by waiting.
 *
 * @param lab The topic, and a broker that has it.
 * @param config KafkaJS's options.
 * @returns Values, in the order of each partition.
 */
export async function readToEnd(
  lab: Lab,
  config: ConsumerConfig,
): Promise<string[]> {
  const last = `last-${crypto.randomUUID()}`;
  await lab.withProducer({}, (producer) =>
    producer.send({
      topic: lab.topic,
      messages: Array.from(
        { length: PARTITIONS },
        (_, partition) => ({ partition, value: last }),
      ),
    }));
  return await lab.withConsumer(config, async (consumer) => {
    await consumer.subscribe({ topics: [lab.topic], fromBeginning: true });
    const values: string[] = [];
    let missing = PARTITIONS;
    await new Promise<void>((resolve, reject) => {
      rejectOnCrash(consumer, reject);
      consumer.run({
        eachMessage: ({ message }) => {
          const value = String(message.value);
          values.push(value);
          if (value === last && --missing === 0) resolve();
          return Promise.resolve();
        },
      }).catch(reject);
    });
    return values;
  });
}

/**
 * Passes on the error that ends a consumer; KafkaJS tells it by an event alone.
 *
 * @param consumer The consumer.
 * @param reject Told the error.
 */
export function rejectOnCrash(
  consumer: Consumer,
  reject: (error: Error) => void,
): void {
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
}
