import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

/**
 * For the kernel: starts a broker that makes missing topics, and leaves a connection to it in `careless`. Both end with
 * the chapter's own connection. A topic gets three partitions there, so that a layout that comes from the broker's
 * settings can be told from any other.
 */
const START_CARELESS = `
const { workbookPath } = await import("broker/places.ts");
const { launch } = await import("broker/launch.ts");
const { singleNode } = await import("broker/plan.ts");
const carelessBroker = await launch({
  ...singleNode({
    folder: workbookPath("test", "careless-" + Deno.pid),
    port: 0,
    properties: { "auto.create.topics.enable": true, "num.partitions": 3 },
  }),
  ownerPid: Deno.pid,
  ephemeral: true,
});
cluster.onClose(() => carelessBroker.stop());
const careless = await connect(undefined, carelessBroker.state);
cluster.onClose(() => careless.close());`;

/** For the kernel: what a topic was made like that `missing` names, and what the broker's settings ask for. */
const MAKE_MISSING = `await (async () => {
  const producer = careless.kafka.producer({ allowAutoTopicCreation: true });
  await producer.connect();
  await producer.send({ topic: missing, messages: [{ value: "?" }] });
  const { topics } = await careless.admin.fetchTopicMetadata({ topics: [missing] });
  const { partitions } = topics[0];
  const [, ...defaults] = Object.values(await topicDefaults(careless));
  return [[partitions.length, partitions[0].replicas.length].map(String), defaults];
})()`;

/** For the kernel: what readers find of an acknowledged record while a neighbour's transaction is open before it, and after that. */
const BESIDE_A_TRANSACTION = `await (async () => {
  const beside = await createTopic(cluster, "beside");
  const slow = cluster.kafka.producer({
    transactionalId: cluster.name("slow"), idempotent: true, maxInFlightRequests: 1,
  });
  await slow.connect();
  const undecided = await slow.transaction();
  await undecided.send({ topic: beside, messages: [{ value: "undecided" }] });
  await producer.send({ topic: beside, messages: [{ value: "ours" }] });
  const read = async () => (await readToEnd(cluster, beside)).map(({ value }) => value);
  const before = await read();
  await undecided.abort();
  // The broker ends the transaction in the partition soon after it has said so.
  const deadline = Date.now() + 10_000;
  let after = await read();
  while (after.length === 0 && Date.now() < deadline) after = await read();
  return [before, after];
})()`;

testChapter("00_start", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "setup": ({ outputs }) => {
      const [text] = dataOf(outputs, "text/plain");
      assertStringIncludes(String(text), `answers at ${brokers.join(", ")}`);
      assert(!String(text).includes("what to do"), String(text));
    },
    "demo-calls": async (_, kernel) => {
      assertEquals(await kernel.evaluate("[page, done]"), [
        "Try later",
        ["1001 paid"],
      ]);
    },
    "demo-first": async (_, kernel) => {
      const read = "first.map(({ key, value }) => [key, value])";
      assertEquals(await kernel.evaluate(read), [["1001", "Ada: 1 lamp"]]);
    },
    "demo-between": async ({ outputs }, kernel) => {
      assertEquals(
        await kernel.evaluate("marks.map(({ offset }) => String(offset))"),
        ["0", "1", "3"],
      );
      const [picture] = dataOf(outputs, "image/svg+xml");
      for (const label of ["mail", "parcels", "payments"]) {
        assertStringIncludes(String(picture), label);
      }
    },
    "exercise-count-records": async (_, kernel) => {
      const said = async (source: string): Promise<number> =>
        dataOf((await kernel.execute(source)).outputs, "text/plain").length;
      assertEquals([await said("1n"), await said("[1n]")], [0, 1]);
      const twice = await kernel.execute(
        "function again() {}\nundefined;",
      );
      assertEquals(twice.status, "ok");
      const redeclared = await kernel.execute("const again = () => {};");
      assertStringIncludes(
        JSON.stringify(redeclared),
        "Identifier 'again' has already been declared",
      );
    },
    "demo-unknown": ({ text }) => {
      assertStringIncludes(text, '"auto.create.topics.enable": "false"');
      assertStringIncludes(text, '"num.partitions": "1"');
      assertStringIncludes(text, '"default.replication.factor": "1"');
    },
  },
  proofs: {
    "acknowledged-is-readable": {
      holds: async (kernel) => {
        const readers = await kernel.evaluate<string[][]>(
          `[first, await readToEnd(cluster, orders), await readToEnd(cluster, orders)]
            .map((records) => records.map(({ offset }) => String(offset)))`,
        );
        const offset = await kernel.evaluate<string>("stored.baseOffset");
        for (const seen of readers) assert(seen.includes(offset));
        assertEquals(await kernel.evaluate(BESIDE_A_TRANSACTION), [[], [
          "ours",
        ]]);
      },
      counterExample:
        `// Acknowledged too, but in a transaction that comes to nothing.
        const writer = cluster.kafka.producer({
          transactionalId: cluster.name("writer"), idempotent: true, maxInFlightRequests: 1,
        });
        await writer.connect();
        const open = await writer.transaction();
        const [stored] = await open.send({ topic: orders, messages: [{ value: "?" }] });
        await open.abort();`,
    },
    "producers-wait-for-no-consumer": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("mail.map(({ key }) => key)"),
          ["1001", "1002", "1003"],
        );
      },
      counterExample: `// As with calls: who writes waits for who reads.
        const called = await createTopic(cluster, "called");
        const writing = thank(1001)
          .then(() => producer.send({ topic: called, messages }));
        const mail = await readToEnd(cluster, called);`,
    },
    "unknown-topic-refused": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("answer"),
          "UNKNOWN_TOPIC_OR_PARTITION",
        );
        const topics = await kernel.evaluate<string[]>(
          "cluster.admin.listTopics()",
        );
        assert(!topics.includes(await kernel.evaluate<string>("typo")));
      },
      counterExample: `// The same, to a broker that makes missing topics.
        ${START_CARELESS}
        const hopeful = careless.kafka.producer({ allowAutoTopicCreation: true });
        await hopeful.connect();
        const answer = await hopeful.send({ topic: typo, messages: [{ value: "?" }] })
          .then(() => "stored", kafkaErrorName);`,
    },
    "auto-created-layout": {
      holds: async (kernel) => {
        if (await kernel.evaluate("typeof missing") === "undefined") {
          const start = `${START_CARELESS}\nvar missing = "missing";`;
          assertEquals((await kernel.execute(start)).status, "ok");
        }
        const [layout, defaults] = await kernel.evaluate<string[][]>(
          MAKE_MISSING,
        );
        assertEquals(defaults, ["3", "1"]);
        assertEquals(layout, defaults);
      },
      counterExample: `// A topic that somebody has made by hand.
        missing = await createTopic(careless, "by-hand", { partitions: 2 });`,
    },
  },
});
