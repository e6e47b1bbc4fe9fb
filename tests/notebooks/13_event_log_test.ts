import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

testChapter("13_event_log", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-answers": async ({ outputs }, kernel) => {
      const partitions = await kernel.evaluate<number[]>(
        "answers.map(({ partition }) => partition)",
      );
      assertEquals(new Set(partitions).size, partitions.length);
      assert(
        partitions.length < 5,
        `expected fewer answers than records but found ${partitions.length}`,
      );
      const texts = dataOf(outputs, "text/plain").map(String);
      assert(texts.some((text) => text.includes("paid")));
    },
    "check-rebalance": ({ outputs, text }) => {
      if (text.includes("Not solved yet")) return;
      const [timeline] = dataOf(outputs, "text/plain").map(String);
      for (const member of ["desk 1", "desk 2", "desk 3", "nobody"]) {
        assertStringIncludes(timeline!, member);
      }
    },
  },
  proofs: {
    "batch-in-a-row": {
      holds: async (kernel) => {
        const gaps = await kernel.evaluate<number>(
          `(await readToEnd(cluster, log)).filter(({ value }) => value === "paid").filter(
            ({ partition, offset }, _, all) => {
              const base = BigInt(answers.find((each) => each.partition === partition).baseOffset);
              const own = all.filter((record) => record.partition === partition);
              return offset < base || offset >= base + BigInt(own.length);
            }).length`,
        );
        assertEquals(gaps, 0);
      },
      counterExample:
        `// Several batches, and what another producer sends comes in between.
        const log = await createTopic(cluster, "events", { partitions: 3 });
        const other = cluster.kafka.producer();
        await other.connect();
        const answers = [];
        for (const message of five("paid")) {
          const [at] = await producer.send({ topic: log, messages: [message] });
          if (!answers.some(({ partition }) => partition === at.partition)) answers.push(at);
          await other.send({ topic: log, messages: [{ ...message, value: "shipped" }] });
        }
        await other.disconnect();`,
    },
    "nothing-unasked": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("[bo, whilePaused, cleo.records.length]"),
          [3, 0, 3],
        );
      },
      counterExample: `// A consumer that goes on asking.
        const awake = await joinGroup(cluster, { group: newGroup(cluster, "bank"), topic, name: "Cleo" });
        await awake.until(() => awake.records.length === 3, "three events");
        const whilePaused = awake.records.length;`,
    },
  },
});
