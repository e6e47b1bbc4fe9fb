import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

testChapter("10_operations", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-create": async (_, kernel) => {
      assertEquals(await kernel.evaluate("[first, second]"), [true, false]);
    },
    "demo-describe": ({ outputs }) => {
      const said = dataOf(outputs, "text/plain").join("\n");
      assertStringIncludes(said, "PartitionCount: 2");
      assertStringIncludes(said, "retention.ms=3600000");
    },
    "demo-typo": async (_, kernel) => {
      const topics = await kernel.evaluate<string[]>(
        "await cluster.admin.listTopics()",
      );
      assert(!topics.includes("ordres"), "ours creates no topic by itself");
    },
    "demo-decode": async (_, kernel) => {
      if (!await kernel.evaluate("Boolean(file)")) return; // a broker elsewhere
      const found = await kernel.evaluate(
        "[batch.isIntact, batch.records.length, batch.records[0].key, batch.records[0].value, bytes.length - 61]",
      );
      // 14 bytes: length, attributes, two differences, two lengths, seven bytes of text, no headers.
      assertEquals(found, [true, 1, "Ada", "lamp", 14]);
    },
    "demo-dump": async ({ outputs }, kernel) => {
      if (!await kernel.evaluate("Boolean(file)")) return;
      const crc = await kernel.evaluate<number>(
        "batch.fields.find(({ field }) => field === 'crc').value",
      );
      const said = dataOf(outputs, "text/plain").join("\n");
      assertStringIncludes(said, `crc: ${crc} isvalid: true`);
      assertStringIncludes(said, "key: Ada payload: lamp");
    },
    "demo-lag": async ({ outputs }, kernel) => {
      assertEquals(
        await kernel.evaluate("[Number(behind.lag), compacted.length]"),
        [7, 4],
      );
      const said = dataOf(outputs, "text/plain").join("\n");
      assert(/addresses-\S+\s+0\s+0\s+7\s+7/.test(said), said);
    },
    "demo-quorum": ({ outputs }) => {
      const said = dataOf(outputs, "text/plain").join("\n");
      assert(/LeaderId:\s+1/.test(said), said);
      assert(/HighWatermark:\s+\d+/.test(said), said);
    },
  },
  proofs: {
    "nearest-config-wins": {
      holds: async (kernel) => {
        const [own] = await kernel.evaluate<unknown[]>(
          "settings.map(({ value, from }) => [value, from])",
        );
        assertEquals(own, ["3600000", "DYNAMIC_TOPIC_CONFIG"]);
        const fromBroker = await kernel.evaluate<boolean>(
          "settings.filter(({ from }) => from === 'STATIC_BROKER_CONFIG').every(({ value, otherwise }) => value !== otherwise)",
        );
        assert(fromBroker);
      },
      counterExample: `// A topic without a config of its own.
        const settings = await topicConfigs(cluster, await createTopic(cluster, "plain"), names);`,
    },
    "alter-replaces": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate(
            "[altered[0], altered[3]].map(({ name, value, from }) => [name, value, from])",
          ),
          [
            ["retention.ms", "604800000", "DEFAULT_CONFIG"],
            ["segment.ms", "600000", "DYNAMIC_TOPIC_CONFIG"],
          ],
        );
      },
      counterExample:
        `// Kafka's command line changes what it names and leaves the rest.
        const left = await createTopic(cluster, "left", { configs: { "retention.ms": "3600000" } });
        await runKafka(["configs", "--alter", "--topic", left, "--add-config", "segment.ms=600000"], cluster.brokers);
        const altered = await topicConfigs(cluster, left, [...names, "segment.ms"]);`,
    },
    "created-by-asking": {
      holds: async (kernel) => {
        assertEquals(await kernel.evaluate("made"), {
          answer: "stored",
          partitions: 5,
        });
      },
      counterExample: `// A broker where it is off.
        const made = await mistype(cluster);`,
    },
    "retention-by-segment": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("kept.map(({ value }) => value)"),
          [6, 5, 4, 3, 2, 1, 0].map((days) => `${days} days`),
        );
      },
      counterExample: `// Each record in a segment of its own.
        const alone = await createTopic(cluster, "alone", { configs: { "segment.ms": "60000", "retention.ms": String(limit) } });
        for (const { value, timestamp } of stored) {
          await producer.send({ topic: alone, messages: [{ value, timestamp: String(timestamp.getTime()) }] });
        }
        await untilDeleted(cluster, { topic: alone, partition: 0, offset: 4n });
        const kept = await readToEnd(cluster, alone);`,
    },
    "compaction-keeps-last": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate(
            "compacted.map(({ offset, key, value }) => [Number(offset), key, value])",
          ),
          [
            [0, "Cleo", "Hill"],
            [4, "Bo", null],
            [5, "Ada", "Mill"],
            [6, "Ada", "Oak"],
          ],
        );
      },
      counterExample: `// A topic that is not compacted.
        const addresses2 = await createTopic(cluster, "kept");
        for (const { key, value } of moved) await producer.send({ topic: addresses2, messages: [{ key, value }] });
        const compacted = await readToEnd(cluster, addresses2);`,
    },
    "active-not-compacted": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate(
            "compacted.filter(({ key }) => key === 'Ada').map(({ value }) => value)",
          ),
          ["Mill", "Oak"],
        );
      },
      counterExample:
        `// Once a later record has closed the segment, Ada's older address goes.
        await move("Eve Moor", Date.now() + 1_800_000);
        await untilCompacted(cluster, moved[5]);
        const compacted = await readToEnd(cluster, addresses);`,
    },
    "tombstones-stay": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate(
            "compacted.filter(({ key }) => key === 'Bo').map(({ value }) => value)",
          ),
          [null],
        );
      },
      counterExample:
        `// A topic whose tombstones need not stay, and where the cleaner comes by twice.
        const short = await createTopic(cluster, "short", { configs: { ...compact, "delete.retention.ms": "0" } });
        for (const [hours, lines] of [[5, early], [4, ["Ada Oak"]], [3, ["Eve Moor"]]]) {
          for (const line of lines) {
            const [key, value = null] = line.split(" ");
            await producer.send({ topic: short, messages: [{ key, value, timestamp: String(Date.now() - hours * 3_600_000) }] });
          }
          if (hours === 4) await untilCompacted(cluster, { topic: short, partition: 0, offset: 1n });
        }
        await untilCompacted(cluster, { topic: short, partition: 0, offset: 4n });
        const compacted = await readToEnd(cluster, short);`,
    },
  },
});
