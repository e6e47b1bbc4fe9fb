import {
  type Cluster,
  type Connection,
  readConnection,
} from "workbook/cluster.ts";
import { announced } from "workbook/waiting.ts";
import { librdkafkaConfig } from "./other_clients.ts";
import { startPython } from "./python.ts";

/** Sends `size` records at once, and resolves when the broker has acknowledged all of them. */
export type Racer = (size: number) => Promise<unknown>;

/** The records of a race. */
export interface Race {
  /** The topic's full name. */
  topic: string;
  /** Each record's value, for librdkafka; the racers must send the same. */
  value: string;
  /** How many records each client sends in a round. */
  records: number;
  /** How many of them each client sends at once; librdkafka waits for the broker after as many. */
  batch: number;
  /** How many rounds count; 3 when left out. One more goes before them, to warm up. */
  rounds?: number;
}

/**
 * Measures how many records a second producers get acknowledged, librdkafka from Python beside them.
 *
 * The clients take turns in each round, so that other load on the machine slows all alike. Each
 * measures from its first send to the last acknowledgement, in its own program, connected already.
 *
 * @param cluster The cluster to send to.
 * @param racers The clients of this program, by name.
 * @param plan The records that they send.
 * @param connection The settings with which librdkafka logs in; read from the environment when left out.
 * @returns Records per second by name, `librdkafka` last: the median of the rounds.
 * @throws {Trouble} If there is no Python, or the broker does not acknowledge all of its records.
 *
 * @example One by one
 * ```ts ignore
 * await raceProducers(cluster, {
 *   KafkaJS: (size) => producer.send({ topic, messages: Array(size).fill({ value }) }),
 * }, { topic, value, records: 300, batch: 1 }); // { KafkaJS: 3_912, librdkafka: 7_120 }
 * ```
 */
export async function raceProducers(
  cluster: Cluster,
  racers: Readonly<Record<string, Racer>>,
  plan: Race,
  connection: Connection = readConnection(),
): Promise<Record<string, number>> {
  const { topic, value, records, batch, rounds = 3 } = plan;
  const config = { ...librdkafkaConfig(cluster, connection), acks: "all" };
  await using python = startPython(cluster, PROGRAM, [config, topic, value]);
  const runs: [name: string, run: () => Promise<number>][] = [
    ...Object.entries(racers).map(([name, racer]) =>
      [name, () => secondsOf(racer, plan)] as [string, () => Promise<number>]
    ),
    ["librdkafka", () => python.ask<number>([records, batch])],
  ];
  const seconds = new Map<string, number[]>(runs.map(([name]) => [name, []]));
  let run = "";
  const race = async (): Promise<void> => {
    for (let round = 0; round <= rounds; round++) {
      for (const [name, runOnce] of runs) {
        run = `${name}, round ${round + 1} of ${rounds + 1}`;
        const took = await runOnce();
        if (round > 0) seconds.get(name)!.push(took);
      }
    }
  };
  await announced({
    what: () => `the race to end: ${run}`,
    howLong: "usually about 3 s",
  }, race());
  return Object.fromEntries(
    [...seconds].map(([name, times]) => [name, records / median(times)]),
  );
}

async function secondsOf(
  racer: Racer,
  { records, batch }: Race,
): Promise<number> {
  const start = performance.now();
  for (let left = records; left > 0; left -= batch) {
    await racer(Math.min(batch, left));
  }
  return (performance.now() - start) / 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const PROGRAM = `
import json, sys, time
from confluent_kafka import Producer

config, topic, value = json.loads(input())
producer = Producer(config)
acknowledged = 0

def report(error, record):
    global acknowledged
    acknowledged += error is None

for line in sys.stdin:
    records, batch = json.loads(line)
    acknowledged = 0
    start = time.perf_counter()
    for sent in range(1, records + 1):
        producer.produce(topic, value, on_delivery=report)
        if sent % batch == 0: producer.flush(10)
    producer.flush(10)
    took = time.perf_counter() - start
    if acknowledged < records:
        raise RuntimeError(f"the broker acknowledged {acknowledged} of {records} records")
    print(took, flush=True)
`;
