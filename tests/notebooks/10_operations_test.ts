import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";
import { proofs } from "./proofs/10_operations.ts";

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
    "demo-compaction": async (_, kernel) => {
      assertEquals(
        await kernel.evaluate(`(async () => {
          const { kafkaErrorName } = await import("workbook");
          const keyless = cluster.kafka.producer();
          await keyless.connect();
          const messages = [{ value: "Nobody's address" }];
          return await keyless.send({ topic: addresses, messages })
            .then(() => "stored", kafkaErrorName);
        })()`),
        "INVALID_RECORD",
      );
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
  proofs,
});
