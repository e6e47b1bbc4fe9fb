import type { Producer, ProducerRecord, RecordMetadata } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";

/** An order as the reader's function gets it. */
export interface Order {
  /** Its number. */
  id: number;
  /** The name of the lamp. */
  lamp: string;
}

/** The reader's answer. */
export type SendAndRead = (
  producer: Producer,
  topic: string,
  order: Order,
) => Promise<ConsumerRecord>;

/**
 * Lets a send fail: the reader's function must fail too, unless the record is stored in the end.
 *
 * @param cluster The cluster to check on.
 * @param sendAndRead The reader's answer.
 * @param order The order to send.
 * @throws {Refused} If the function resolves, and nothing is stored.
 */
export async function tryRefused(
  cluster: Cluster,
  sendAndRead: SendAndRead,
  order: Order,
): Promise<void> {
  const topic = await createTopic(cluster, "check-send");
  const producer = cluster.kafka.producer();
  await producer.connect();
  let isRefused = false;
  const send = (record: ProducerRecord): Promise<RecordMetadata[]> => {
    if (isRefused) return producer.send(record);
    isRefused = true;
    return Promise.reject(new Error("The broker is gone"));
  };
  let returned: ConsumerRecord | undefined;
  try {
    returned = await sendAndRead({ ...producer, send }, topic, { ...order });
  } catch {
    return;
  }
  if (!isRefused || (await readToEnd(cluster, topic)).length > 0) return;
  throw new Refused(
    `The broker was gone when your function sent, and send() rejected. No record is stored, and your function returned ${
      Deno.inspect(returned)
    } without an error. How does its caller learn of that?`,
  );
}
