/** The proofs of the claims of chapter 10. */
import { assert, assertEquals } from "@std/assert";
import type { Proof } from "headless/options.ts";

/**
 * A cell: sends 30,000 bytes to two topics of a broker with a lower limit. One topic sets a higher limit of its own. Kafka's
 * default is above both.
 */
const LIMITED = `globalThis.underLimit = async (properties) => {
  const broker = await carefreeBroker(cluster, properties);
  const sender = broker.kafka.producer({ retry: { retries: 0 } });
  await sender.connect();
  const { kafkaErrorName } = await import("workbook");
  const send = async (noun, configs) => {
    const topic = await createTopic(broker, noun, { configs });
    return await sender.send({ topic, messages: [{ value: "x".repeat(30_000) }] })
      .then(() => "stored", (error) => kafkaErrorName(error) ?? "no answer");
  };
  return {
    own: await send("own", { "max.message.bytes": "50000" }),
    none: await send("none", {}),
  };
};
globalThis.limited ??= await underLimit({ "message.max.bytes": 20_000 });`;

/** The chapter's proofs, by the id of their claim. */
export const proofs: Record<string, Proof> = {
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
      // A record above the broker's limit: a topic that sets a higher one takes it, a topic that sets none refuses it.
      const { error } = await kernel.execute(LIMITED);
      if (error) throw new Error(error.evalue);
      assertEquals(await kernel.evaluate("limited"), {
        own: "stored",
        none: "MESSAGE_TOO_LARGE",
      });
    },
    counterExample:
      `// A limit of the broker's that no topic can lift: the size of a request.
      globalThis.limited = await underLimit({ "socket.request.max.bytes": 20_000 });`,
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
      const [before, after] = await kernel.evaluate<
        [number, string, string | null][][]
      >(
        `[moved, compacted].map((records) =>
          records.map(({ offset, key, value }) => [Number(offset), key, value]))`,
      );
      const last = new Map(before!.map((record) => [record[1], record]));
      for (const [key, record] of last) {
        assertEquals(
          after!.filter((each) => each[1] === key).at(-1),
          record,
          `the last record of ${key}`,
        );
      }
      const offsets = after!.map(([offset]) => offset);
      assertEquals(offsets, offsets.toSorted((a, b) => a - b));
      assert(after!.length < before!.length, "the cleaner has been through");
    },
    counterExample:
      `// The same moves in a topic that deletes by age, too: Cleo's only address is lost.
      const fading = await createTopic(cluster, "fading", {
        configs: { ...compact, "cleanup.policy": "compact,delete", "retention.ms": "3600000" },
      });
      for (const { key, value, timestamp } of moved) {
        await producer.send({ topic: fading, messages: [{ key, value, timestamp: String(timestamp.getTime()) }] });
      }
      await untilDeleted(cluster, { topic: fading, partition: 0, offset: 0n });
      const compacted = await readToEnd(cluster, fading);`,
    undo: "const compacted = await readToEnd(cluster, addresses);",
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
      `// The same moves and a later one, which closes the segment: Ada's older address goes.
      const later = await createTopic(cluster, "later", { configs: compact });
      const last = { key: "Eve", value: "Moor", timestamp: new Date(Date.now() + 1_800_000) };
      for (const { key, value, timestamp } of [...moved, last]) {
        await producer.send({ topic: later, messages: [{ key, value, timestamp: String(timestamp.getTime()) }] });
      }
      await untilCompacted(cluster, { topic: later, partition: 0, offset: 5n });
      const compacted = await readToEnd(cluster, later);`,
    undo: "const compacted = await readToEnd(cluster, addresses);",
  },
  "tombstones-stay": {
    holds: async (kernel) => {
      assertEquals(
        await kernel.evaluate(
          "compacted.filter(({ key }) => key === 'Bo').map(({ value }) => value)",
        ),
        [null],
      );
      // The cleaner comes by once more, and takes Ada's address at offset 5 with it.
      assertEquals(
        await kernel.evaluate(`(async () => {
          const topic = await createTopic(cluster, "twice", {
            configs: { ...compact, ...globalThis.tombstones },
          });
          for (const [hours, lines] of [[5, early], [4, ["Ada Oak"]], [3, ["Eve Moor"]]]) {
            const timestamp = String(Date.now() - hours * 3_600_000);
            for (const line of lines) {
              const [key, value = null] = line.split(" ");
              await producer.send({ topic, messages: [{ key, value, timestamp }] });
            }
            if (hours === 4) await untilCompacted(cluster, { topic, partition: 0, offset: 1n });
          }
          await untilCompacted(cluster, { topic, partition: 0, offset: 5n });
          return (await readToEnd(cluster, topic)).filter(({ key }) => key === "Bo").map(({ value }) => value);
        })()`),
        [null],
      );
    },
    counterExample:
      `// The same two rounds of the cleaner, and tombstones that need not stay.
      globalThis.tombstones = { "delete.retention.ms": "0" };`,
  },
};
