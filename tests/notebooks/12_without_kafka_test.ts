import { assert, assertEquals } from "@std/assert";
import type { Kernel } from "headless/kernel.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

/** Each day in a line: the way, what happened, who was thanked meanwhile, and what went wrong. */
const fields = (kernel: Kernel): Promise<string[]> =>
  kernel.evaluate(
    `days.map(({ way, blow, thankedMeanwhile, verdict: { findings }, twice, turnedAway, unsure }) => [
      way, blow.split(" ").slice(0, 2).join(" "),
      ...(blow.startsWith("shop") ? [] : [thankedMeanwhile]),
      ...Object.entries({ lost: findings.lost.map(({ id }) => id), twice, away: turnedAway, unsure,
        late: findings.reorderedInKey.map(({ id }) => id) })
        .filter(([, ids]) => ids.length > 0).map(([word, ids]) => word + " " + ids.join(" ")),
    ].join(" | "))`,
  );
interface Shared {
  /** Parcels by desk. */
  packed: number[];
  twice: number;
  late: string[];
}
const desks = (kernel: Kernel, name: string): Promise<Shared> =>
  kernel.evaluate(
    `(({ packed, verdict }) => ({ packed: packed(), twice: verdict().counts.duplicated,
      late: verdict().findings.reorderedInKey.map(({ id }) => id) }))(${name})`,
  );

testChapter("12_without_kafka", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-days": async (_, kernel) => {
      assertEquals(await fields(kernel), [
        "function call | killed before | 0 | away 1005 1006 1007 1008 1009",
        "function call | killed after | 0 | away 1006 1007 1008 1009 | unsure 1005",
        "function call | shop killed | unsure 1005",
        "queue in memory | killed before | 4 | lost 1005 1006 1007 1008 1009",
        "queue in memory | killed after | 4 | lost 1006 1007 1008 1009",
        "queue in memory | shop killed | unsure 1005",
        "HTTP | killed before | 0 | away 1005 1006 1007 1008 1009",
        "HTTP | killed after | 0 | away 1006 1007 1008 1009 | unsure 1005",
        "HTTP | shop killed | unsure 1005",
        "HTTP, again | killed before | 0 | late 1005 1006 1007 1008 1009",
        "HTTP, again | killed after | 0 | twice 1005 | late 1006 1007 1008 1009",
        "HTTP, again | shop killed | unsure 1005",
        "file | killed before | 4 | twice 1001 1002 1003 1004",
        "file | killed after | 4 | twice 1001 1002 1003 1004 1005",
        "file | shop killed | unsure 1005",
        "Kafka, pack first | killed before | 4",
        "Kafka, pack first | killed after | 4 | twice 1005",
        "Kafka, pack first | shop killed | unsure 1005",
        "Kafka, commit first | killed before | 4 | lost 1005",
        "Kafka, commit first | killed after | 4",
        "Kafka, commit first | shop killed | unsure 1005",
      ]);
    },
    "demo-late": async (_, kernel) => {
      assertEquals(
        await kernel.evaluate('written.trim().split("\\n").length'),
        12,
      );
    },
    "demo-desks": async (_, kernel) => {
      const { packed, ...wrong } = await desks(kernel, "atQueue");
      assertEquals(packed[0]! + packed[1]!, 12);
      assertEquals(wrong, { twice: 0, late: ["1001"] });
      assertEquals(await desks(kernel, "atFile"), {
        packed: [12, 12],
        twice: 12,
        late: [],
      });
    },
    "demo-shared": async (_, kernel) => {
      const { packed } = await desks(kernel, "atKafka");
      assertEquals(packed.toSorted((a, b) => a - b), [4, 8]);
    },
  },
  proofs: {
    "written-meanwhile-waits": {
      holds: async (kernel) => {
        const kafka = (await fields(kernel))
          .filter((field) => field.startsWith("Kafka, pack first | killed"));
        assertEquals(kafka.length, 2);
        assert(
          kafka.every((field) => !/lost|away|late/.test(field)),
          kafka.join("\n"),
        );
      },
      counterExample:
        `// The same name, and a queue that waits in the process that dies.
        const days = await tryWays(cluster, [{ ...queue, name: "Kafka, pack first" }], ["killed before the parcel leaves", "killed after the parcel has left"]);`,
    },
    "latecomer-reads-all": {
      holds: async (kernel) => {
        const values = await kernel.evaluate<string[]>(
          "cleo.records.map(({ value }) => value)",
        );
        assertEquals(
          values,
          Array.from({ length: 12 }, (_, i) => String(1001 + i)),
        );
      },
      counterExample:
        `// A group that comes later, too, and begins at the latest offset.
        const cleo = await joinGroup(cluster, {
          group: newGroup(cluster, "accounts"), topic, name: "Cleo", start: "latest",
        });
        await untilCaughtUp(cluster, cleo.consumer, topic);`,
    },
    "system-flushes": {
      holds: async (kernel) => {
        const never = [String(2n ** 63n - 1n), "DEFAULT_CONFIG"];
        assertEquals(
          await kernel.evaluate(
            "flush.map(({ value, from }) => [value, from])",
          ),
          [never, never],
        );
      },
      counterExample: `// A topic that is told otherwise.
        const forced = await createTopic(cluster, "forced", { configs: { "flush.messages": "1" } });
        const flush = await topicConfigs(cluster, forced, rules);`,
    },
    "shared-in-key-order": {
      holds: async (kernel) => {
        const { packed, twice, late } = await desks(
          kernel,
          "atKafka",
        );
        assert(packed.every((count) => count > 0), packed.join(" "));
        assertEquals({ twice, late }, { twice: 0, late: [] });
      },
      counterExample: `// No key: the partitions take orders in turn.
        const atKafka = openDesks();
        const keyless = await createTopic(cluster, "orders", { partitions: 2 });
        const crew = await Promise.all(atKafka.desks.map((pack, i) => joinGroup(cluster, {
          group: packing.group + "-keyless", topic: keyless, name: "desk " + (i + 1), handle: ({ value }) => pack(value),
        })));
        await untilShared(crew, 2);
        await producer.send({ topic: keyless, messages: atKafka.orders.map(({ id }) => ({ value: id })) });
        await atKafka.until(12);`,
    },
  },
});
