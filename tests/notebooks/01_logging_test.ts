import { assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

testChapter("01_logging", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-lines": ({ text, outputs }) => {
      assertEquals(dataOf(outputs, "text/plain"), [], "lines alone");
      const lines = text.split("\n").filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line));
      assertEquals(lines.map(({ level, message }) => `${level} ${message}`), [
        "INFO order created",
        "WARN payment is slow",
        "ERROR payment charged twice",
      ]);
    },
    "demo-file": async (_, kernel) => {
      const path = await kernel.evaluate<string>("path");
      const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
      assertEquals(lines.map((line) => JSON.parse(line).message), [
        "order created",
        "order paid",
        "order shipped",
      ]);
    },
    "demo-picture": ({ outputs }) => {
      const [svg] = dataOf(outputs, "image/svg+xml");
      assertStringIncludes(String(svg), "<title");
      const [text] = dataOf(outputs, "text/plain");
      assertStringIncludes(String(text), "order shipped");
    },
    "demo-shipped": async (_, kernel) => {
      const values = await kernel.evaluate<string[]>(
        "shipped.map(({ value }) => value)",
      );
      assertEquals(values.map((value) => JSON.parse(value).level), [
        "WARN",
        "ERROR",
      ]);
    },
  },
  proofs: {
    "offsets-count-up": {
      holds: async (kernel) => {
        assertEquals(await kernel.evaluate("offsets.map(String)"), [
          "0",
          "1",
          "2",
        ]);
      },
      counterExample:
        `// Two partitions: each counts for itself, so the topic as a whole has no count.
        const split = await createTopic(cluster, "split", { partitions: 2 });
        offsets.length = 0;
        for (const partition of [0, 1, 0]) {
          const [stored] = await producer.send({ topic: split, messages: [{ value: "x", partition }] });
          offsets.push(BigInt(stored.baseOffset));
        }`,
    },
    "stored-in-order": {
      holds: async (kernel) => {
        const values = await kernel.evaluate(
          "stored.slice(0, 3).map(({ value }) => value)",
        );
        assertEquals(values, ["order created", "order paid", "order shipped"]);
      },
      counterExample:
        `// Two partitions: what a reader gets is not in the order in which the broker received it.
        const split = await createTopic(cluster, "split", { partitions: 2 });
        for (const [i, value] of ["order created", "order paid", "order shipped"].entries()) {
          await producer.send({ topic: split, messages: [{ value, partition: 1 - i % 2 }] });
        }
        const stored = await readToEnd(cluster, split);`,
    },
    "reading-removes-nothing": {
      holds: async (kernel) => {
        const [first, second] = await kernel.evaluate<number[]>(
          "[bo.length, (await readToEnd(cluster, topic)).filter(({ offset }) => offset < 3n).length]",
        );
        assertEquals([first, second], [3, 3]);
      },
      counterExample: `// What does remove records: to say so.
        await cluster.admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "2" }] });`,
    },
    "any-offset": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("cleo.map(({ offset }) => String(offset))"),
          ["1", "2"],
        );
        const [start, end] = await kernel.evaluate<number[]>(
          "(await offsetRanges(cluster, topic)).flatMap(({ start, end }) => [start, end].map(Number))",
        );
        for (let from = start!; from < end!; from++) {
          const first = await kernel.evaluate(
            `String((await readToEnd(cluster, topic, { from: ${from}n }))[0].offset)`,
          );
          assertEquals(first, String(from));
        }
      },
      counterExample:
        `// A partition that no longer holds offset 1: she can't start there.
        await cluster.admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "2" }] });
        const cleo = await readToEnd(cluster, topic, { from: 1n }).catch(() => []);`,
    },
  },
});
