import type { Producer, ProducerRecord, RecordMetadata } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { type Order, type SendAndRead, tryRefused } from "./refused_send.ts";

/** The second has a name that JSON must escape. */
const ORDERS: Order[] = [
  { id: 1004, lamp: "reading lamp" },
  { id: 7, lamp: 'Zoë\'s "Luna"\n\\ in red' },
];
/** How slow the clock of the check's producer is: a timestamp that was made up beside it differs. */
const SLOW_MS = 3_600_000;

/**
 * Checks exercise 1: an order becomes a record with key and value, and is read back.
 *
 * @param cluster The cluster to check on.
 * @param sendAndRead The reader's answer.
 * @returns The verdict.
 */
export function checkSendAndRead(
  cluster: Cluster,
  sendAndRead: SendAndRead,
): Promise<Verdict> {
  return check("send-and-read", async () => {
    const [advice] = await Array.fromAsync(
      ORDERS,
      (order) => tryOrder(cluster, sendAndRead, order),
    );
    await tryRefused(cluster, sendAndRead, ORDERS[0]!);
    return advice!;
  });
}

async function tryOrder(
  cluster: Cluster,
  sendAndRead: SendAndRead,
  order: Order,
): Promise<string> {
  const topic = await createTopic(cluster, "check-send");
  const producer = cluster.kafka.producer();
  await producer.connect();
  const returned = await runWatched(sendAndRead, producer, topic, order);
  const record = onlyOne(await readToEnd(cluster, topic), topic);
  refuseKey(record, order);
  refuseValue(record, order);
  if (returned?.offset !== record.offset || returned?.topic !== topic) {
    throw new Refused(
      `The record is stored, at offset ${record.offset}. But your function returned ${
        Deno.inspect(returned)
      }. What does reading the topic give you?`,
    );
  }
  for (const [part, stored] of Object.entries(record)) {
    const given = returned[part as keyof ConsumerRecord];
    if (Deno.inspect(given) === Deno.inspect(stored)) continue;
    throw new Refused(
      `The record is stored with the ${part} ${
        Deno.inspect(stored)
      }, and the one that you return has ${
        Deno.inspect(given)
      }. Did you read the topic, or build a record of your own?`,
    );
  }
  return `Stored at offset ${record.offset} and read back: key "${record.key}", value ${record.value}. Any program may read it now, in any language.`;
}

/**
 * Runs the reader's function with a producer that sends a record only when its promise is awaited: on a busy network a
 * record that nobody waits for has not arrived when the program goes on.
 */
async function runWatched(
  sendAndRead: SendAndRead,
  producer: Producer,
  topic: string,
  order: Order,
): Promise<ConsumerRecord | undefined> {
  let unawaited = 0;
  const send = (record: ProducerRecord): Promise<RecordMetadata[]> => {
    refuseTopic(record, topic);
    refuseWhatIsNotText(record);
    unawaited++;
    const timestamp = String(Date.now() - SLOW_MS);
    const messages = record.messages.map((each) => ({ timestamp, ...each }));
    let answer: Promise<RecordMetadata[]> | undefined;
    const awaited = (): Promise<RecordMetadata[]> => {
      if (!answer) unawaited--;
      return answer ??= producer.send({ ...record, messages });
    };
    return {
      then: (...callbacks) => awaited().then(...callbacks),
      catch: (callback) => awaited().catch(callback),
      finally: (callback) => awaited().finally(callback),
      [Symbol.toStringTag]: "Promise",
    };
  };
  let returned: ConsumerRecord | undefined;
  try {
    returned = await sendAndRead({ ...producer, send }, topic, { ...order });
  } catch (error) {
    if (unawaited === 0) throw error; // otherwise it failed because its record was not there yet
  }
  if (unawaited === 0) return returned;
  throw new Refused(
    "You went on while your record was still on its way, and it was not in the topic yet: send() returns at once, long before the broker has answered. What do you do with a promise whose result you need?",
  );
}

function refuseTopic(record: ProducerRecord, topic: string): void {
  if (record.topic === topic) return;
  throw new Refused(
    `Your function was asked to write to the topic "${topic}", and wrote to ${
      Deno.inspect(record.topic)
    }. Where does that name come from?`,
  );
}

function refuseWhatIsNotText({ messages }: ProducerRecord): void {
  for (const { key, value } of messages) {
    for (const [part, given] of Object.entries({ key, value })) {
      if (given === null || given === undefined) continue;
      if (typeof given === "string" || given instanceof Uint8Array) continue;
      throw new Refused(
        `The ${part} that you send is ${
          Deno.inspect(given)
        }, of type ${typeof given}. ` +
          "Kafka keeps bytes and knows nothing else; KafkaJS makes bytes of text for you. How does this become text?",
      );
    }
  }
}

function onlyOne(stored: ConsumerRecord[], topic: string): ConsumerRecord {
  if (stored.length === 1) return stored[0]!;
  throw new Refused(
    `One order came in, and the topic "${topic}" holds ${stored.length} records. ` +
      (stored.length === 0
        ? "Who sends one?"
        : "Lantern would pack a lamp for each. Which call sends more than one?"),
  );
}

function refuseKey({ key, value }: ConsumerRecord, { id }: Order): void {
  if (key === String(id)) return;
  throw new Refused(
    key === null
      ? `The record is stored, and its value is ${value}. Its key is null: Kafka never looks into a value, so how would it know which records are about one order?`
      : `The record is stored with the key "${key}", but the order has the number ${id}. What do the records about one order have in common?`,
  );
}

function refuseValue({ value }: ConsumerRecord, order: Order): void {
  const found = parse(value);
  if (found?.id === order.id && found?.lamp === order.lamp) return;
  throw new Refused(
    `The record is stored, and its value reads ${Deno.inspect(value)}. ` +
      (value?.includes("[object Object]")
        ? "That is what JavaScript makes of an object when nobody says how to write it. How do you write one as JSON?"
        : `The packer needs the whole order: ${
          JSON.stringify(order)
        }. What was lost on the way?`),
  );
}

function parse(value: string | null): Partial<Order> | null {
  try {
    return JSON.parse(value ?? "null");
  } catch {
    return null;
  }
}
