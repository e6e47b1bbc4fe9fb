import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type { Kernel } from "headless/kernel.ts";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

const LIFE = "created, paid, shipped";

testChapter("03_ordering", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-lanes": async ({ outputs }, kernel) => {
      const [text] = dataOf(outputs, "text/plain");
      assertStringIncludes(String(text), "read too early");
      assertMatch(String(text), /[1-7] of 7 orders read out of sequence/);
      const lanes = await kernel.evaluate<string[][]>(
        "[0, 1, 2].map((p) => asRead.filter((r) => r.partition === p).map(eventOf))",
      );
      const sorted = lanes.map((lane) => lane.toSorted());
      assertEquals(lanes, sorted, "each lane is in order of its own");
      assertEquals(lanes.flat().length, 21);
    },
    "demo-again": async (_, kernel) => {
      const [sizes, counts] = await kernel.evaluate<number[][]>(
        "[readings.map(({ length }) => length), readings.map(outOfSequence)]",
      );
      assertEquals(sizes, [21, 21, 21, 21, 21]);
      assert(counts!.every((count) => count > 0));
    },
    "demo-clocks": async (_, kernel) => {
      const times = await kernel.evaluate<Record<string, number>[]>(
        `["CreateTime", "LogAppendTime"].map((kind) => Object.fromEntries(
          rows.filter((row) => row.kind === kind).map(({ event, at }) => [event.split(" ")[1], Number(at)])))`,
      );
      const [byProducer, byBroker] = times as [
        typeof times[0],
        typeof times[0],
      ];
      assert(byProducer.paid! < byProducer.created!);
      assert(byBroker.created! <= byBroker.paid!);
      assert(byBroker.paid! <= byBroker.shipped!);
      const [soon, late] = await kernel.evaluate<string[]>(
        `await Array.fromAsync([59, 61], async (minutes) => {
          const timestamp = String(Date.now() + minutes * 60_000);
          const topic = await createTopic(cluster, "clocks");
          return producer.send({ topic, messages: [{ value: "?", timestamp }] })
            .then(() => "stored", ({ type }) => type);
        })`,
      );
      assertEquals([soon, late], ["stored", "INVALID_TIMESTAMP"]);
    },
    "demo-keyed": async (_, kernel) => {
      assertEquals(await kernel.evaluate("counts"), "0, 0, 0, 0, 0");
    },
    "demo-at-once": async (_, kernel) => {
      const [late, homes] = await kernel.evaluate<number[]>(
        "[outOfSequence(stored), Math.max(...[...Map.groupBy(stored, orderOf).values()].map((life) => new Set(life.map((r) => r.partition)).size))]",
      );
      assert(late! > 0, "some lives are out of sequence");
      assertEquals(homes, 1, "although each is in one partition");
    },
    "demo-settings": async (_, kernel) => {
      const counts = await kernel.evaluate<number[]>(
        'outcomes.map((row) => row["orders out of sequence"])',
      );
      assertEquals(counts.length, 3);
      assert(counts.every((count) => count > 0));
    },
    "demo-styles": async (_, kernel) => {
      assertEquals(await wellSent(kernel), [LIFE, LIFE]);
    },
  },
  proofs: {
    "order-within-partitions": {
      holds: async (kernel) => {
        const [across, within] = await kernel.evaluate<number[]>(
          `await (async () => {
            const all = await readToEnd(cluster, unkeyed);
            const lanes = [...Map.groupBy(all, ({ partition }) => partition).values()];
            const turned = lanes.filter((lane) => lane.some(({ offset }, i) => offset !== BigInt(i)));
            return [outOfSequence(all), turned.length];
          })()`,
        );
        assertEquals(within, 0);
        assert(across! > 0, "between partitions the reading decides");
      },
      counterExample: `// In a single partition there is no between.
        const unkeyed = await createTopic(cluster, "orders");
        for (const event of EVENTS) {
          for (const order of ORDERS) {
            await producer.send({ topic: unkeyed, messages: [{ value: \`\${order} \${event}\` }] });
          }
        }`,
    },
    "create-time": {
      holds: async (kernel) => {
        assertEquals(await timeKept(kernel, "createdIn", "{}"), OLD);
      },
      counterExample: `// The topic asks the broker for the time.
        const createdIn = { configs: { "message.timestamp.type": "LogAppendTime" } };`,
    },
    "append-time": {
      holds: async (kernel) => {
        const layout =
          '{ configs: { "message.timestamp.type": "LogAppendTime" } }';
        const kept = await timeKept(kernel, "appendedIn", layout);
        const minutes = Math.abs(Date.now() - kept) / 60_000;
        assert(minutes < 60, `the broker's clock, not ${minutes} minutes off`);
      },
      counterExample: `// The topic believes its producers.
        const appendedIn = { configs: { "message.timestamp.type": "CreateTime" } };`,
    },
    "every-reader-same-order": {
      holds: async (kernel) => {
        const counts = await kernel.evaluate(
          "(await Array.fromAsync(five, () => readToEnd(cluster, keyed))).map(outOfSequence)",
        );
        assertEquals(counts, [0, 0, 0, 0, 0]);
      },
      counterExample: `// Lives that cross from one partition to another.
        const keyed = await createTopic(cluster, "orders", { partitions: 3 });
        for (const event of EVENTS) {
          for (const order of ORDERS) {
            await producer.send({ topic: keyed, messages: [{ value: \`\${order} \${event}\` }] });
          }
        }`,
    },
    "retry-can-reorder": {
      holds: async (kernel) => {
        const values = await kernel.evaluate<string[]>(
          "afterRetry.map(({ value }) => value)",
        );
        const [paid, created] = ["1001 paid", "1001 created"].map((value) =>
          values.indexOf(value)
        );
        assert(paid! >= 0 && paid! < created!, values.join(", "));
      },
      counterExample: `// The same loss, but nothing else is under way.
        const waited = await createTopic(cluster, "orders");
        const sent = loseNext();
        for (const event of ["created", "paid"]) {
          await sender.send({ topic: waited, messages: [{ key: "1001", value: \`1001 \${event}\` }] });
        }
        await sent;
        const afterRetry = await readToEnd(cluster, waited);`,
    },
    "order-of-sends": {
      holds: async (kernel) => {
        const stored = await wellSent(kernel);
        assertEquals(new Set(stored), new Set([LIFE]));
      },
      counterExample: `// Sends that do not wait for each other.
        const hurried = await createTopic(cluster, "orders");
        await allAtOnce(producer, hurried);
        const hurriedLives = Map.groupBy(await readToEnd(cluster, hurried), orderOf).values();
        const found = [...hurriedLives].map((life) => ({ style: "awaited", stored: life.map(eventOf).join(", ") }));`,
    },
  },
});

const OLD = Date.UTC(2001, 8, 9);

/** Has a record with an old timestamp stored, and tells which timestamp it is found with, in ms. */
function timeKept(
  kernel: Kernel,
  name: string,
  otherwise: string,
): Promise<number> {
  return kernel.evaluate<number>(
    `await (async () => {
      const layout = typeof ${name} === "undefined" ? ${otherwise} : ${name};
      const configs = { "retention.ms": "-1", ...layout.configs }; // or so old a record may go before it is read
      const topic = await createTopic(cluster, "clocks", { configs });
      await producer.send({ topic, messages: [{ value: "1001 paid", timestamp: "${OLD}" }] });
      const [record] = await readToEnd(cluster, topic);
      return Number(record.timestamp);
    })()`,
  );
}

/** What was stored by the ways of sending that wait, or send all at a time. */
function wellSent(kernel: Kernel): Promise<string[]> {
  return kernel.evaluate<string[]>(
    'found.filter(({ style }) => style !== "not awaited").map(({ stored }) => stored)',
  );
}
