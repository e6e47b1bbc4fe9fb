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
        // What a client threw away would not be among its records: the requests tell.
        assertEquals(
          await kernel.evaluate(`(async () => {
            const { connectThroughProxy } = await import("lab/faults.ts");
            await using road = await connectThroughProxy(cluster);
            const { proxy: { seen } } = road;
            const own = await createTopic(cluster, "unasked");
            const asleep = await joinGroup(road.cluster, {
              group: newGroup(cluster, "asleep"), topic: own, name: "Cleo",
            });
            asleep.consumer.pause([{ topic: own }]);
            const fetches = () => seen.filter(({ api }) => api === "Fetch");
            const isQuiet = () => fetches().every(({ fate }) => fate !== "sent on");
            while (!isQuiet()) await readToEnd(cluster, own);
            const before = fetches().length;
            await producer.send({ topic: own, messages: [{ value: "created" }] });
            await readToEnd(cluster, own);
            return fetches().length - before;
          })()`),
          0,
        );
      },
      counterExample:
        `// Not a broker but a shop that pushes: it calls at Cleo's, whether she asks or not.
        const pushed = [];
        const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
          pushed.push(await request.text());
          return new Response();
        });
        for (const body of ["created", "paid", "shipped"]) {
          await fetch("http://127.0.0.1:" + server.addr.port, { method: "POST", body });
        }
        await server.shutdown();
        const whilePaused = pushed.length;`,
    },
  },
});
