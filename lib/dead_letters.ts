import type { KafkaMessage, Message, Producer } from "kafkajs";
import type { Cluster } from "./cluster.ts";
import { eachUnread } from "./dead_letters/unread.ts";
import { kafkaTrouble, Trouble } from "./errors.ts";
import { measureLag } from "./offsets.ts";
import type { RecordMetadata } from "./producers.ts";

/** A record that could not be handled, as KafkaJS passes it to `eachMessage`. */
export interface FailedRecord {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** The message, with its key, value, headers and offset. */
  message: KafkaMessage;
}

/** A dead-letter topic, and the producer that sends to it. */
export interface DeadLetters {
  /** A connected KafkaJS producer; by default it waits for all in-sync replicas. */
  producer: Pick<Producer, "send">;
  /** The dead-letter topic's full name. */
  topic: string;
}

/** The outcome of replaying a dead letter. */
export interface Replayed {
  /** The letter's offset in the dead-letter topic. */
  offset: bigint;
  /** The place it was sent back to; `null` when it was not sent. */
  to: RecordMetadata | null;
}

/** The changes to dead letters before they are sent back. */
export interface ReplayOptions {
  /**
   * A function that takes a letter, with its `failed.` headers, and returns the message to send, or
   * `null` to send nothing. When left out, all letters go back unchanged.
   */
  repair?: (message: Message) => Message | null;
}

const PREFIX = "failed.";

/**
 * Sends a record to a dead-letter topic, with headers that say where it failed, why and when.
 *
 * Key, value and the record's own headers stay as they are, byte for byte. The headers that are
 * added: `failed.topic`, `failed.partition`, `failed.offset`, `failed.reason`, and `failed.at`
 * (ISO 8601).
 *
 * @param deadLetters The dead-letter topic, and the producer to send with.
 * @param failed The record, as KafkaJS passes it to `eachMessage`.
 * @param reason The reason, in a sentence for the reader of the letter.
 * @throws What KafkaJS throws when the letter was not acknowledged. The record must then not count
 * as read.
 *
 * Source: KIP-298, "Error Handling in Connect", adds headers with the same content.
 *
 * @example In `eachMessage`
 * ```ts ignore
 * await sendToDeadLetters({ producer, topic: deadLetters }, payload, error.message);
 * ```
 */
export async function sendToDeadLetters(
  deadLetters: DeadLetters,
  { topic, partition, message }: FailedRecord,
  reason: string,
): Promise<void> {
  const { key, value, headers, offset } = message;
  const failed = {
    topic,
    partition: String(partition),
    offset,
    reason,
    at: new Date().toISOString(),
  };
  const added = Object.entries(failed).map(([name, text]) => [
    PREFIX + name,
    text,
  ]);
  await deadLetters.producer.send({
    topic: deadLetters.topic,
    messages: [{
      key,
      value,
      headers: { ...headers, ...Object.fromEntries(added) },
    }],
  });
}

/**
 * Sends dead letters back to the topics they came from, and commits its progress: the next replay begins
 * where this one ended.
 *
 * A letter keeps its key and its own headers. It is appended to its partition, after whatever has been
 * sent there since. When this program ends between a letter and its commit, the next replay sends the
 * letter again.
 *
 * @param cluster The cluster that holds the topics.
 * @param deadLetters The dead-letter topic's full name.
 * @param options The changes to the letters before they are sent back.
 * @returns The outcome of each letter that is new since the last replay; empty when there is none.
 * @throws {Trouble} If a letter does not name its topic, or was not acknowledged there. The letters
 * before it are sent, and the next replay begins with it.
 *
 * @example After the consumer has been fixed
 * ```ts ignore
 * await replay(cluster, deadLetters); // [{ offset: 0n, to: { topic: orders, partition: 0, offset: 8n } }]
 * ```
 */
export async function replay(
  cluster: Cluster,
  deadLetters: string,
  { repair = (message) => message }: ReplayOptions = {},
): Promise<Replayed[]> {
  const groupId = `${deadLetters}-replay`;
  const unread = new Map(
    (await measureLag(cluster, groupId, deadLetters))
      .filter(({ lag }) => lag > 0n)
      .map(({ partition, end }) => [partition, end]),
  );
  if (unread.size === 0) return [];
  const producer = cluster.kafka.producer();
  const consumer = cluster.kafka.consumer({ groupId });
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topics: [deadLetters], fromBeginning: true });
    return await eachUnread(consumer, deadLetters, unread, async (letter) => ({
      offset: BigInt(letter.message.offset),
      to: await sendBack(producer, letter, repair),
    }));
  } catch (error) {
    throw kafkaTrouble(`replay "${deadLetters}"`, error);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}

async function sendBack(
  producer: Producer,
  { topic, partition, message }: FailedRecord,
  repair: (message: Message) => Message | null,
): Promise<RecordMetadata | null> {
  const origin = message.headers?.[`${PREFIX}topic`]?.toString();
  if (!origin) {
    throw new Trouble(
      `Cannot replay record ${message.offset} of "${topic}"/${partition}: expected the header "${PREFIX}topic" but found none. Was it sent there by sendToDeadLetters()?`,
    );
  }
  const { key, value, headers } = message;
  const repaired = repair({ key, value, ...(headers && { headers }) });
  if (!repaired) return null;
  const own = Object.entries(repaired.headers ?? {})
    .filter(([name]) => !name.startsWith(PREFIX));
  const back = { ...repaired, headers: Object.fromEntries(own) };
  const [stored] = await producer.send({ topic: origin, messages: [back] });
  return {
    topic: origin,
    partition: stored!.partition,
    offset: BigInt(stored!.baseOffset!),
  };
}
