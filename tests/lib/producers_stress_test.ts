/** The promise of `openProducer()`, and KafkaJS beside it, while a broker stands still ten times. */
import { assert, assertEquals } from "@std/assert";
import { type Broker, startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
import { Kafka, logLevel } from "kafkajs";
import { setTimeout as pause } from "node:timers/promises";
import { withDefaults } from "workbook/cluster/clients.ts";
import { connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { History } from "lab/history.ts";
import type { HistoryVerdict } from "lab/history/verdict.ts";
import {
  type Clients,
  openProducer,
  type RecordMetadata,
} from "workbook/producers.ts";
import type { ProducerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";

const RECORDS = 20_000;
const RECORDS_A_SEND = 10;
const CALLERS = 5;
const STALLS = 10;
const STALL_MS = 400;
/** Shorter than a stall, so that each stall makes KafkaJS send again what the broker may have. */
const REQUEST_TIMEOUT_MS = 150;

interface Sender extends AsyncDisposable {
  send(topic: string, records: ProducerRecord[]): Promise<RecordMetadata[]>;
}

Deno.test("openProducer() loses none of 20,000 records over 10 stalls of a broker, KafkaJS does", async (t) => {
  const broker = await startBroker({
    folder: workbookPath("test", `stress-${Deno.pid}`),
    port: 0,
    ownerPid: Deno.pid,
    ephemeral: true,
  });
  try {
    await t.step("openProducer(), called by five at a time", async () => {
      const { totals, counts, summary } = await stress(broker, openProducer);
      assertEquals(totals.acknowledged, RECORDS, summary);
      assert(Object.values(counts).every((count) => count === 0), summary);
    });
    await t.step("KafkaJS, idempotent, called by five at a time", async () => {
      const { totals, counts, summary } = await stress(broker, openBare);
      assertEquals(totals.sent, RECORDS, summary);
      assert(counts.lost > 0, `expected KafkaJS to lose records: ${summary}`);
    });
  } finally {
    await broker.stop();
  }
});

async function stress(
  broker: Broker,
  open: (clients: Clients) => Sender,
): Promise<HistoryVerdict> {
  await using cluster = await connect(undefined, { brokers: broker.brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 3 });
  const impatient = withDefaults(
    new Kafka({
      brokers: broker.brokers,
      requestTimeout: REQUEST_TIMEOUT_MS,
      logLevel: logLevel.NOTHING,
    }),
    (client) => cluster.onClose(() => client.disconnect()),
  );
  const history = new History();
  await using sender = open({ kafka: impatient, admin: cluster.admin });
  const progress = { acknowledged: 0, isDone: false };
  const stalls = stall(broker, progress);
  await Promise.all(
    Array.from(
      { length: CALLERS },
      (_, caller) => call(sender, topic, history, caller, progress),
    ),
  );
  progress.isDone = true;
  assertEquals(await stalls, STALLS);
  history.found(await readToEnd(cluster, topic, { deadlineMs: 30_000 }));
  return history.verdict();
}

/** Sends one caller's share, each send awaited; the callers do not wait for each other. */
async function call(
  sender: Sender,
  topic: string,
  history: History,
  caller: number,
  progress: { acknowledged: number },
): Promise<void> {
  const key = `customer-${caller}`;
  for (let n = 0; n < RECORDS / CALLERS; n += RECORDS_A_SEND) {
    const ids = Array.from(
      { length: RECORDS_A_SEND },
      (_, i) => `${key}-${n + i}`,
    );
    for (const id of ids) history.sent(id, { key });
    try {
      const written = await sender.send(
        topic,
        ids.map((value) => ({ key, value })),
      );
      ids.forEach((id, i) => history.acknowledged(id, written[i]));
      progress.acknowledged += ids.length;
    } catch (error) {
      for (const id of ids) history.unknown(id, error);
    }
  }
}

/** Lets the broker stand still each time another eleventh of the records is acknowledged. */
async function stall(
  broker: Broker,
  progress: { acknowledged: number; isDone: boolean },
): Promise<number> {
  let stalls = 0;
  while (stalls < STALLS && !progress.isDone) {
    const due = (stalls + 1) * RECORDS / (STALLS + 1);
    if (progress.acknowledged < due) {
      await pause(1);
      continue;
    }
    await broker.freeze();
    await pause(STALL_MS);
    await broker.thaw();
    stalls++;
  }
  return stalls;
}

function openBare({ kafka }: Clients): Sender {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 5,
    retry: { retries: 60, initialRetryTime: 100, maxRetryTime: 500 },
  });
  const connected = producer.connect();
  return {
    async send(topic, records): Promise<RecordMetadata[]> {
      await connected;
      const messages = records.map(({ key, value }) => ({
        key: key as string,
        value: value as string,
      }));
      const [at] = await producer.send({ topic, messages });
      const { partition, baseOffset } = at!;
      return messages.map((_, i) => ({
        topic,
        partition,
        offset: BigInt(baseOffset!) + BigInt(i),
      }));
    },
    [Symbol.asyncDispose]: () => producer.disconnect(),
  };
}
