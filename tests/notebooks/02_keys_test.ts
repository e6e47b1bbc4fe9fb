import { assert, assertEquals } from "@std/assert";
import { partitionForKey } from "workbook/partitions.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

type Placed = { key: string; value: string; partition: number };
const placed = (records: string): string =>
  `${records}.map(({ key, value, partition }) => ({ key, value, partition }))`;

testChapter("02_keys", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-turns": async (_, kernel) => {
      const values = await kernel.evaluate<Placed[]>(placed("withoutKeys"));
      const adas = values.filter(({ value }) => value.endsWith(" Ada"));
      assertEquals(adas.map(({ partition }) => partition).sort(), [0, 1, 2]);
    },
    "demo-keyed": async (_, kernel) => {
      const values = await kernel.evaluate<Placed[]>(placed("byKey"));
      assertEquals(
        [0, 1, 2].map((lane) =>
          values.filter(({ partition }) => partition === lane).length
        ),
        [6, 2, 1],
      );
    },
    "demo-clients": async (_, kernel) => {
      const values = await kernel.evaluate<Placed[]>(placed("fromBoth"));
      const homes = Map.groupBy(values, ({ key }) => key);
      const together = [...homes].filter(([, own]) =>
        new Set(own.map(({ partition }) => partition)).size === 1
      );
      assertEquals(together.map(([key]) => key).sort(), ["Cleo", "Gil"]);
    },
    "demo-hot": async (_, kernel) => {
      const values = await kernel.evaluate<Placed[]>(placed("load"));
      const fullest = values.filter(({ partition }) => partition === 2);
      const hotels = fullest.filter(({ key }) => key === "Grand");
      assertEquals([values.length, hotels.length], [40, 25]);
      assert(fullest.length > values.length / 2);
    },
    "demo-grow": async (_, kernel) => {
      const values = await kernel.evaluate<Placed[]>(placed("inFour"));
      const moved = values.filter(({ key, partition }) =>
        partition !== partitionForKey(key, 3)
      );
      assertEquals(moved.map(({ key, value }) => `${key} ${value}`).sort(), [
        "Ada after",
        "Bo after",
        "Cleo after",
        "Eve after",
        "Zoë after",
      ]);
      const inNew = values.filter(({ partition }) => partition === 3);
      assertEquals(inNew.map(({ key }) => key), ["Ada"]);
    },
    "demo-share": async (_, kernel) => {
      const shares = await kernel.evaluate<number[]>(
        `growths.map(([from, to]) => thousand.filter((key) =>
          partitionForKey(key, from) !== partitionForKey(key, to)).length)`,
      );
      // A key stays if both remainders agree: n of every n * (n + 1), or half when doubled.
      const expected = [750, 800, 500, 923, 500];
      shares.forEach((moved, i) =>
        assert(
          Math.abs(moved - expected[i]!) < 50,
          `${moved} moved, expected about ${expected[i]}`,
        )
      );
    },
  },
  proofs: {
    "keyless-in-turn": {
      holds: async (kernel) => {
        const values = await kernel.evaluate<Placed[]>(placed("withoutKeys"));
        const inOrder = values.toSorted((a, b) =>
          a.value.localeCompare(b.value)
        ).map(({ partition }) => partition);
        assertEquals(inOrder.length, 9);
        assertEquals(new Set(inOrder.slice(0, 3)).size, 3);
        assertEquals(inOrder.slice(3), inOrder.slice(0, 6));
      },
      counterExample:
        `// Sticky, as other clients are: a partition, until a batch is full.
        const sticky = cluster.kafka.producer({ createPartitioner: () => () => 1 });
        await sticky.connect();
        const unkeyed = await createTopic(cluster, "orders", { partitions: 3 });
        await sticky.send({ topic: unkeyed, messages: noKeys });
        const withoutKeys = await readToEnd(cluster, unkeyed);`,
    },
    "same-key-same-partition": {
      holds: async (kernel) => {
        const values = await kernel.evaluate<Placed[]>(placed("byKey"));
        assertEquals(values.length, 9);
        for (const [key, own] of Map.groupBy(values, ({ key }) => key)) {
          const homes = new Set(own.map(({ partition }) => partition));
          assertEquals(homes.size, 1, `${key} is on one partition`);
        }
      },
      counterExample: `// Another partitioner joins in.
        const apart = await createTopic(cluster, "orders", { partitions: 3 });
        for (const [i, { customer, order }] of monday.entries()) {
          const writer = i % 2 ? producer : wholesale;
          await writer.send({ topic: apart, messages: [{ key: customer, value: order }] });
        }
        const byKey = await readToEnd(cluster, apart);`,
    },
    "key-hash": {
      holds: async (kernel) => {
        const rows = await kernel.evaluate<[string, number, number][]>(
          "customers.map((key) => [key, murmur2(new TextEncoder().encode(key)), homeOf.get(key)])",
        );
        assertEquals(rows.length, 6);
        for (const [key, hash, found] of rows) {
          assertEquals(found, (hash & 0x7fffffff) % 3, key);
        }
      },
      counterExample: `// The same keys, placed by another hash.
        const hashed = await createTopic(cluster, "orders", { partitions: 3 });
        await wholesale.send({ topic: hashed, messages: customers.map((key) => ({ key, value: "x" })) });
        const homeOf = new Map((await readToEnd(cluster, hashed)).map(({ key, partition }) => [key, partition]));`,
    },
    "named-partition-wins": {
      holds: async (kernel) => {
        const [byKey, told, read] = await kernel.evaluate<number[]>(
          `[partitionForKey("Cleo", 3), express.partition,
            (await readToEnd(cluster, express.topicName)).find(({ value }) => value === "1010").partition]`,
        );
        assertEquals([byKey, told, read], [1, 2, 2]);
      },
      counterExample: `// A record that names none: its key decides.
        const plain = await createTopic(cluster, "orders", { partitions: 3 });
        const [express] = await producer.send({ topic: plain, messages: [{ key: "Cleo", value: "1010" }] });`,
    },
    "unknown-partition-resolves": {
      holds: async (kernel) => {
        const [answer, values] = await kernel.evaluate<[unknown[], string[]]>(
          "[mistaken, all]",
        );
        assertEquals(answer, []);
        assertEquals(values.length, 10);
        assert(!values.includes("1011"), "it is not stored");
        // The same for an idempotent producer, and for a partition that was added after it had asked.
        const [grown, count] = await kernel.evaluate<[unknown[], number]>(
          `await (async () => {
            const careful = cluster.kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
            await careful.connect();
            const topic = await createTopic(cluster, "orders", { partitions: 1 });
            await careful.send({ topic, messages: [{ value: "1010" }] });
            await cluster.admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] });
            await untilPartitions(cluster, topic, 2);
            const answer = await careful.send({ topic, messages: [{ value: "1011", partition: 1 }] });
            return [answer, (await readToEnd(cluster, topic)).length];
          })()`,
        );
        assertEquals([grown, count], [[], 1]);
      },
      counterExample: `// The topic has that partition.
        const wider = await createTopic(cluster, "orders", { partitions: 4 });
        const mistaken = await producer.send({
          topic: wider,
          messages: [{ key: "Cleo", value: "1011", partition: 3 }],
        });
        const all = (await readToEnd(cluster, wider)).map(({ value }) => value);`,
    },
    "growth-splits-keys": {
      holds: async (kernel) => {
        const values = await kernel.evaluate<Placed[]>(placed("inFour"));
        assertEquals(values.length, 12);
        for (const { key, value, partition } of values) {
          const count = value === "before" ? 3 : 4;
          assertEquals(
            partition,
            partitionForKey(key, count),
            `${key} ${value}`,
          );
        }
        const before = values.filter(({ value }) => value === "before");
        const after = values.filter(({ value }) => value === "after");
        const moved = before.filter(({ key, partition }) =>
          after.some((each) => each.key === key && each.partition !== partition)
        );
        assert(moved.length > 0, "some key has another home");
      },
      counterExample: `// No partition is added.
        const same = await createTopic(cluster, "orders", { partitions: 3 });
        for (const messages of [before, after]) await producer.send({ topic: same, messages });
        const inFour = await readToEnd(cluster, same);`,
    },
    "producers-learn-late": {
      holds: async (kernel) => {
        const homes = await kernel.evaluate(
          "[fromRunning.partition, fromStarted.partition]",
        );
        assertEquals(homes, [
          partitionForKey("Ada", 3),
          partitionForKey("Ada", 4),
        ]);
      },
      counterExample:
        `// A producer that asks for the metadata before each send.
        const asking = cluster.kafka.producer({ metadataMaxAge: 0 });
        await asking.connect();
        const soon = await createTopic(cluster, "orders", { partitions: 3 });
        await asking.send({ ...ada, topic: soon });
        await cluster.admin.createPartitions({ topicPartitions: [{ topic: soon, count: 4 }] });
        await untilPartitions(cluster, soon, 4);
        const [fromRunning] = await asking.send({ ...ada, topic: soon });`,
    },
    "never-fewer": {
      holds: async (kernel) => {
        const [told, count] = await kernel.evaluate<[string, number]>(
          `[answer, (await cluster.admin.fetchTopicMetadata({ topics: [grown] })).topics[0].partitions.length]`,
        );
        assertEquals(told.split(":")[0], "INVALID_PARTITIONS");
        assertEquals(count, 4);
      },
      counterExample: `// More is granted.
        const five = { topicPartitions: [{ topic: grown, count: 5 }] };
        const answer = await cluster.admin.createPartitions(five)
          .then(() => "granted", ({ type, message }) => type + ": " + message);
        await untilPartitions(cluster, grown, 5);`,
    },
  },
});
