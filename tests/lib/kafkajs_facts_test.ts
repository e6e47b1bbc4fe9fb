/**
 * What KafkaJS 2.2.4 does, though its documentation says otherwise: the reasons for `producers.ts`,
 * and what the course shows. A newer KafkaJS that mends one of these fails here.
 */
import { assert, assertEquals } from "@std/assert";
import { Kafka, logLevel, Partitioners, type ProducerConfig } from "kafkajs";
import { connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import * as faults from "lab/faults.ts";
import type { FaultProxy } from "lab/faults/proxy.ts";
import { History } from "lab/history.ts";
import type { Anomaly } from "lab/history/anomalies.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../support/broker.ts";

interface Scene {
  history: History;
  proxy: FaultProxy;
  /** Sends one record and notes what came of it; its key is "ada" when left out. */
  send(value: string, key?: string | null, partition?: number): Promise<void>;
}

/** Plays a scene with a KafkaJS producer behind a proxy; gives the anomalies and their ids. */
async function play(
  config: ProducerConfig,
  partitions: number,
  scene: (scene: Scene) => Promise<void>,
): Promise<Partial<Record<Anomaly, string>>> {
  await using cluster = await connect(undefined, { brokers });
  await using proxy = await faults.between(cluster);
  const topic = await createTopic(cluster, "orders", { partitions });
  const producer = new Kafka({
    brokers: proxy.brokers,
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50, retries: 5 },
  }).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    ...config,
  });
  await producer.connect();
  const history = new History();
  const send: Scene["send"] = async (value, key = "ada", partition) => {
    history.sent(value, { key });
    try {
      const [at] = await producer.send({
        topic,
        messages: [{
          key,
          value,
          ...(partition !== undefined && { partition }),
        }],
      });
      history.acknowledged(
        value,
        at && {
          topic,
          partition: at.partition,
          offset: BigInt(at.baseOffset!),
        },
      );
    } catch (error) {
      history.unknown(value, error);
    }
  };
  await scene({ history, proxy, send });
  await producer.disconnect();
  history.found(await readToEnd(cluster, topic));

  const { findings } = history.verdict();
  return Object.fromEntries(
    Object.entries(findings)
      .filter(([, list]) => list.length > 0)
      .map(([anomaly, list]) => [anomaly, list.map(({ id }) => id).join(" ")]),
  );
}

const oneLostAnswer = { dropResponse: { api: "Produce", nth: 1 } } as const;

for (const maxInFlightRequests of [1, 5]) {
  for (const idempotent of [false, true]) {
    Deno.test(`KafkaJS reorders sends that are not awaited, on a healthy broker (idempotent ${idempotent}, ${maxInFlightRequests} in flight)`, async () => {
      const seen = await play(
        { idempotent, maxInFlightRequests },
        1,
        async ({ send }) => {
          await Promise.all([..."01234567"].map((value) => send(value)));
        },
      );
      // The log reads 0 1 2 3 4 5 7 6, each time so far.
      assert(seen.reorderedInKey, "at least one came late");
    });
  }
}

Deno.test("KafkaJS keeps the order of sends that are awaited", async () => {
  const seen = await play({}, 1, async ({ send }) => {
    for (const value of "01234567") await send(value);
  });
  assertEquals(seen, {});
});

Deno.test("KafkaJS writes twice what it sends again, unless idempotent", async () => {
  const scene = async ({ send, proxy }: Scene): Promise<void> => {
    await send("warm");
    proxy.inject(oneLostAnswer);
    for (const value of "ABC") await send(value);
  };
  assertEquals(await play({}, 1, scene), { duplicated: "A" });
  assertEquals(await play({ idempotent: true }, 1, scene), {});
});

Deno.test("KafkaJS loses an acknowledged record when idempotent sends are not awaited and one answer is lost", async () => {
  const seen = await play(
    { idempotent: true, maxInFlightRequests: 1 },
    1,
    async ({ send, proxy }) => {
      await send("warm");
      proxy.inject(oneLostAnswer);
      await Promise.all([..."ABC"].map((value) => send(value)));
    },
  );
  assertEquals(seen.lost, "C");
  assertEquals(seen.duplicated, "A");
});

Deno.test("KafkaJS loses the acknowledged record that follows a send of unknown outcome, when idempotent", async () => {
  const seen = await play(
    {
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: 1, initialRetryTime: 50 },
    },
    1,
    async ({ send, proxy }) => {
      await send("A");
      proxy.inject(oneLostAnswer);
      proxy.inject({ dropResponse: { api: "Produce", nth: 2 } });
      for (const value of "BCD") await send(value);
    },
  );
  assertEquals(seen, { lost: "C", unknownPresent: "B" });
});

Deno.test("KafkaJS sends a record without a key to another partition the second time, and then loses an acknowledged one", async () => {
  const seen = await play(
    { idempotent: true, maxInFlightRequests: 1 },
    3,
    async ({ send, proxy }) => {
      for (const value of "ABC") await send(value, null);
      proxy.inject(oneLostAnswer);
      for (const value of "DEFGHI") await send(value, null);
    },
  );
  assertEquals(seen, { duplicated: "D", lost: "F" });
});

Deno.test("KafkaJS acknowledges a record for a partition that does not exist, and writes it nowhere", async () => {
  const seen = await play({}, 1, ({ send }) => send("A", "ada", 7));
  assertEquals(seen, { lost: "A" });
});

Deno.test("KafkaJS gives up after 5 retries, even when idempotent", async () => {
  let attempts = 0;
  const quick = { initialRetryTime: 10, maxRetryTime: 20 };
  const seen = await play(
    { idempotent: true, retry: quick },
    1,
    async ({ send, proxy }) => {
      proxy.inject({ dropRequest: { api: "Produce" } });
      await send("A");
      attempts = proxy.seen.filter(({ api }) => api === "Produce").length;
    },
  );
  assertEquals(seen, {});
  assertEquals(attempts, 1 + 5);
});
