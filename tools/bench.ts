/**
 * Measures how long each chapter takes, solved, against its budget; then the cost of `openProducer()`
 * over bare KafkaJS: 100,000 records of 200 bytes, 1,000 a send, `acks` all. All on a broker of its own.
 *
 * The producers take turns, send by send, so that a machine that is busy with something else slows both.
 * Each round compares the median times of a send; the result is the median round.
 */
import { startBroker } from "broker/broker.ts";
import { CHECKOUT, workbookPath } from "broker/places.ts";
import { readChapters } from "course/chapters.ts";
import { runChapters } from "course/executed_chapters.ts";
import { buildNotebooks } from "course/notebooks.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { openProducer } from "workbook/producers.ts";
import { createTopic } from "workbook/topics.ts";
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";

const RECORDS = 100_000;
const RECORDS_A_SEND = 1_000;
const RECORD_BYTES = 200;
const ROUNDS = 5;
const PARTITIONS = 3;
/** What a reader is asked to wait for, if all cells ran one after the other. */
const BUDGET_S = 30;

type Send = (topic: string, records: Plain[]) => Promise<unknown>;
interface Contestant {
  topic: string;
  send: Send;
  times: number[];
}
/** A record in a form that both producers accept. */
interface Plain {
  key?: string;
  value: string;
}

await runProgram(() => void readFlags("bench", {}));
await using broker = await startBroker({
  folder: workbookPath("test", `bench-${Deno.pid}`),
  port: 0,
  ownerPid: Deno.pid,
  ephemeral: true,
});
await using cluster = await connect(undefined, { brokers: broker.brokers });

buildNotebooks("solved");
console.log(`Chapters, of which each should take at most ${BUDGET_S} s`);
for (const { name } of readChapters()) {
  const start = performance.now();
  await runChapters(CHECKOUT, [name], broker.brokers);
  const seconds = (performance.now() - start) / 1_000;
  const over = seconds > BUDGET_S ? "  over" : "";
  console.log(`  ${name}: ${seconds.toFixed(1)} s${over}`);
}
console.log();

for (const keyed of [false, true]) {
  const ratios: number[] = [];
  console.log(keyed ? "\nRecords with a key" : "Records without a key");
  for (let round = 1; round <= ROUNDS; round++) {
    const [bareMs, safeMs] = await compare(cluster, records(keyed));
    ratios.push(safeMs / bareMs);
    console.log(
      `  round ${round}: KafkaJS ${
        bareMs.toFixed(2)
      } ms a send, openProducer() ${safeMs.toFixed(2)} ms, ${
        percent(safeMs / bareMs)
      }`,
    );
  }
  console.log(`  median: ${percent(median(ratios))}`);
}

/** Median duration of a send by KafkaJS and by `openProducer()`, in milliseconds. */
async function compare(
  cluster: Cluster,
  sends: Plain[][],
): Promise<[bareMs: number, safeMs: number]> {
  const producer = cluster.kafka.producer();
  await producer.connect();
  await using safe = openProducer(cluster);
  const contest = async (noun: string, send: Send): Promise<Contestant> => {
    const topic = await createTopic(cluster, noun, { partitions: PARTITIONS });
    return { topic, send, times: [] };
  };
  const bare = await contest(
    "bare",
    (topic, messages) => producer.send({ topic, acks: -1, messages }),
  );
  const ours = await contest("ours", (topic, all) => safe.send(topic, all));
  const contestants = [bare, ours];
  for (const { send, topic } of contestants) await send(topic, sends[0]!);
  for (const records of sends) {
    for (const { send, topic, times } of contestants.reverse()) {
      const start = performance.now();
      await send(topic, records);
      times.push(performance.now() - start);
    }
  }
  await producer.disconnect();
  return [median(bare.times), median(ours.times)];
}

function records(keyed: boolean): Plain[][] {
  const value = "x".repeat(RECORD_BYTES);
  return Array.from(
    { length: RECORDS / RECORDS_A_SEND },
    (_, send) =>
      Array.from({ length: RECORDS_A_SEND }, (_, n) => ({
        value,
        ...(keyed && { key: `customer-${send * RECORDS_A_SEND + n}` }),
      })),
  );
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function percent(ratio: number): string {
  return `${ratio >= 1 ? "+" : ""}${((ratio - 1) * 100).toFixed(1)} %`;
}
