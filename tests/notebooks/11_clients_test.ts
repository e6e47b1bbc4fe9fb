import { assert, assertEquals } from "@std/assert";
import {
  crc32PartitionForKey,
  murmur2,
  partitionForKey,
} from "workbook/partitions.ts";
import type { Kernel } from "headless/kernel.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

interface Home {
  key: string;
  KafkaJS: string;
  Platformatic: string;
  librdkafka: string;
}
interface Told {
  client: string;
  order: string;
  told: string;
  read: number;
}

const CUSTOMERS = ["Ada", "Bo", "Cleo", "Eve", "Gil", "Zoë"];
const NINE = Array.from({ length: 9 }, (_, i) => `${1001 + i}`);
const hashOf = (key: string): number => murmur2(new TextEncoder().encode(key));

async function homesOf(
  kernel: Kernel,
  client: Exclude<keyof Home, "key">,
  rows = "homesOf",
): Promise<[key: string, partition: number][]> {
  const homes = await kernel.evaluate<Home[]>(rows);
  const keyed = homes.filter(({ key }) => key !== "no key");
  assertEquals(keyed.map(({ key }) => key), CUSTOMERS);
  return keyed.map((row) => [row.key, Number(row[client])]);
}

const fates = (told: Told[], client: string): string[] =>
  told.filter((row) => row.client === client)
    .map(({ order, told, read }) => `${order} ${told} ${read}`);

/**
 * A cell: has producers of KafkaJS and of Platformatic send 200 records each to topics whose partitions are being set up, until
 * more than 200 are there or so many topics were made. It keeps the most that each has written.
 */
const YOUNG_TOPICS = `globalThis.toYoungTopics = async (settings, tries) => {
  const clients = {
    "young-js": async (topic, messages) => {
      const producer = cluster.kafka.producer(settings);
      await producer.connect();
      await producer.send({ topic, messages });
      await producer.disconnect();
    },
    "young-plt": async (topic, messages) => {
      const producer = new plt.Producer({ ...options, ...settings });
      await producer.send({ messages: messages.map((each) => ({ ...each, topic })) });
      await producer.close();
    },
  };
  return await Promise.all(Object.entries(clients).map(async ([name, send]) => {
    let most = 0;
    for (let i = 0; i < tries && most <= 200; i++) {
      const topic = cluster.name(name + "-" + crypto.randomUUID().slice(0, 8));
      cluster.deleteOnClose({ topic });
      await cluster.admin.createTopics({ topics: [{ topic, numPartitions: 50 }], waitForLeaders: false });
      while (!(await cluster.admin.listTopics()).includes(topic));
      await send(topic, Array.from({ length: 200 }, (_, i) => ({ key: String(i), value: "lamp" })));
      most = Math.max(most, (await readToEnd(cluster, topic)).length);
    }
    return most;
  }));
};
globalThis.written ??= await toYoungTopics({}, 3);`;

testChapter("11_clients", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-homes": async (_, kernel) => {
      assertEquals(
        await homesOf(kernel, "KafkaJS"),
        CUSTOMERS.map((key) => [key, partitionForKey(key, 3)]),
      );
      const homes = await kernel.evaluate<Home[]>("homesOf");
      const agreed = homes.filter(({ KafkaJS, Platformatic, librdkafka }) =>
        KafkaJS === Platformatic && KafkaJS === librdkafka
      );
      assertEquals(agreed, []);
      const ada = homes.find(({ key }) => key === "Ada")!;
      assertEquals(
        new Set([ada.KafkaJS, ada.Platformatic, ada.librdkafka]).size,
        3,
      );
    },
    "demo-cure": async (_, kernel) => {
      const guests = (await kernel.evaluate<Home[]>("agreed")).at(-1)!;
      assertEquals(guests.key, "no key");
      assertEquals(guests.KafkaJS, "0, 1, 2");
      assertEquals(guests.Platformatic, "0");
    },
    "demo-fault": async (_, kernel) => {
      assertEquals(fates(await kernel.evaluate<Told[]>("friday"), "KafkaJS"), [
        "1001 committed 1",
        "1002 failed 1",
        "1003 committed 0",
        "1004 committed 1",
      ]);
    },
    "demo-speed": async (_, kernel) => {
      for (const rates of ["inCrowd", "oneByOne"]) {
        const measured = await kernel.evaluate<Record<string, number>>(rates);
        assertEquals(Object.keys(measured), [
          "KafkaJS",
          "Platformatic",
          "librdkafka",
        ]);
        assert(Object.values(measured).every((rate) => rate > 0), rates);
      }
      // Four rounds of both races, by three clients: whoever was measured has written it all.
      const written = await kernel.evaluate<number>(
        `(await cluster.admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0)`,
      );
      assertEquals(written, 3 * 4 * (5_000 + 100));
    },
    // Chapter 11 says so in brackets: the assignors' name is all that keeps the clients apart.
    "demo-refused": async (_, kernel) => {
      const read = await kernel.evaluate<unknown>(`await (async () => {
        const { PartitionAssigners: { roundRobin } } = (await import("kafkajs")).default;
        const renamed = (options) => ({ ...roundRobin(options), name: "roundrobin" });
        const kin = newGroup(cluster, "kin");
        const topic = await createTopic(cluster, "kin", { partitions: 4 });
        await shop.send({ topic, messages: nine });
        await using old = await joinGroup(cluster, {
          group: kin, topic, name: "KafkaJS", autoCommit: false, config: { partitionAssigners: [renamed] },
        });
        const asKin = { ...config, "group.id": kin, "auto.offset.reset": "earliest" };
        return await runPython(cluster, worker, [asKin, topic, 1]);
      })()`);
      assert(Array.isArray(read) && NINE.includes(read[0]), `read ${read}`);
    },
    "demo-mixed": async (_, kernel) => {
      const read = await kernel.evaluate<string[][]>(
        "[news, old.records.map(({ value }) => value)]",
      );
      assertEquals(read.map(({ length }) => length), [4, 4]);
      assertEquals(read.flat().sort(), NINE.slice(0, 8));
    },
  },
  proofs: {
    "crc32-by-default": {
      holds: async (kernel) => {
        assertEquals(
          await homesOf(kernel, "librdkafka"),
          CUSTOMERS.map((key) => [key, crc32PartitionForKey(key, 3)]),
        );
      },
      counterExample: `// librdkafka as the Java client does it.
        const homesOf = agreed;`,
      undo: "const homesOf = homes(found, client);",
    },
    "sign-bit-kept": {
      holds: async (kernel) => {
        assertEquals(
          await homesOf(kernel, "Platformatic"),
          CUSTOMERS.map((key) => [key, (hashOf(key) >>> 0) % 3]),
        );
        assertEquals(
          await homesOf(kernel, "KafkaJS"),
          CUSTOMERS.map((key) => [key, (hashOf(key) & 0x7fffffff) % 3]),
        );
      },
      counterExample: `// With the partitioner that drops the bit.
        const homesOf = agreed;`,
    },
    "same-partitioner": {
      holds: async (kernel) => {
        const [js, plt, rd] = await Promise.all(
          (["KafkaJS", "Platformatic", "librdkafka"] as const).map((client) =>
            homesOf(kernel, client, "agreed")
          ),
        );
        assertEquals(plt, js);
        assertEquals(rd, js);
      },
      counterExample: `// As they come out of the box.
        const agreed = homes(found, client);`,
    },
    "count-kept": {
      holds: async (kernel) => {
        const told = await kernel.evaluate<Told[]>("friday");
        for (const client of ["Platformatic", "librdkafka"]) {
          assertEquals(fates(told, client), [
            "1001 committed 1",
            "1002 failed 1",
            "1003 committed 1",
            "1004 committed 1",
          ]);
        }
      },
      counterExample:
        `// The same orders through a client that gives a number twice.
        const { rows: lost } = await billUnanswered(cluster, detour, payers.KafkaJS);
        const friday = ["Platformatic", "librdkafka"].flatMap((client) => lost.map((row) => ({ client, ...row })));`,
    },
    "sent-again-whole": {
      holds: async (kernel) => {
        const { error } = await kernel.execute(YOUNG_TOPICS);
        if (error) throw new Error(error.evalue);
        const counts = await kernel.evaluate<number[]>("written");
        assertEquals(counts.length, 2);
        for (const count of counts) assert(count > 200, counts.join(" "));
      },
      counterExample: `// The same clients, idempotent.
        globalThis.written = await toYoungTopics({ idempotent: true }, 1);`,
    },
    "offsets-outlive-clients": {
      holds: async (kernel) => {
        const billed = await kernel.evaluate<string[][]>(
          "[KafkaJS, valuesOf(taken), third]",
        );
        assertEquals(billed, [
          NINE.slice(0, 3),
          NINE.slice(3, 6),
          NINE.slice(6),
        ]);
      },
      counterExample: `// Another group has no offsets, whoever reads.
        const elsewhere = { ...config, "group.id": newGroup(cluster, "elsewhere"), "auto.offset.reset": "earliest" };
        const third = await runPython(cluster, worker, [elsewhere, bills, 3]);`,
    },
    "common-assignor": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("classic"),
          "The Python program has ended. Its last words: JoinGroup failed: Broker: Inconsistent group protocol",
        );
      },
      counterExample:
        `// Platformatic's reader and Python's have "roundrobin" in common.
        const kin = newGroup(cluster, "kin");
        const kinTopic = await createTopic(cluster, "kin", { partitions: 4 });
        await shop.send({ topic: kinTopic, messages: nine });
        const sister = new plt.Consumer({ ...reading, groupId: kin, autocommit: false, heartbeatInterval: 100 });
        const heard = await sister.consume({ topics: [kinTopic], ...start });
        heard.resume();
        const asKin = { ...config, "group.id": kin, "auto.offset.reset": "earliest" };
        const classic = await runPython(cluster, worker, [asKin, kinTopic, 1])
          .then(() => "let in", ({ message }) => message);
        await sister.close(true);`,
    },
    "online-migration": {
      holds: async (kernel) => {
        const read = await kernel.evaluate<{ partition: number }[][]>(
          `[(await readToEnd(cluster, stock)).filter(({ value }) => news.includes(value)), old.records]
            .map((own) => own.map(({ partition }) => ({ partition })))`,
        );
        const partitions = read.map((own) => [
          ...new Set(own.map(({ partition }) => partition)),
        ]);
        assertEquals(partitions.map(({ length }) => length), [2, 2]);
        assertEquals(partitions.flat().sort(), [0, 1, 2, 3]);
      },
      counterExample: `// Nobody new joins.
        const news = [];
        const alone = await joinGroup(cluster, { group: newGroup(cluster, "alone"), topic: stock, name: "alone" });
        await alone.until(() => alone.records.length === 8, "all of it");
        const old = alone;`,
    },
  },
});
