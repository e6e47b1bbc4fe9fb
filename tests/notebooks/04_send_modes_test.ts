import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

type Tally = Record<string, number> & { mode: string };
type Size = { way: string; gzip: boolean; bytes: number };

const WAYS = [
  "fire and forget",
  "awaited",
  "with handlers",
  "many at once",
  "one batch",
];
const MODES = [...WAYS, "awaited, acks 0"];

testChapter("04_send_modes", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-open": ({ outputs }) => {
      const [listed] = dataOf(outputs, "text/plain");
      for (const name of MODES) assertStringIncludes(String(listed), name);
    },
    "demo-speed": async ({ outputs }, kernel) => {
      const [picture, costs] = dataOf(outputs, "text/plain").map(String);
      for (const name of MODES) {
        assertStringIncludes(picture!, `${name} │ `);
        assertStringIncludes(costs!, `${name} `);
      }
      const counts = await kernel.evaluate(
        "Object.entries(latencies).map(([name, all]) => [name, all.length])",
      );
      assertEquals(counts, MODES.map((name) => [name, 300]));
    },
    "demo-acks": async (_, kernel) => {
      const replies = await kernel.evaluate<{ small: string | null }[]>(
        "replies",
      );
      assertEquals(replies[0]!.small, null);
      const values = await kernel.evaluate<string[]>(
        "(await readToEnd(cluster, strict)).map(({ value }) => value)",
      );
      assertEquals(values.toSorted(), ["acks -1", "acks 0", "acks 1"]);
    },
    "demo-lost": async (_, kernel) => {
      const rows = await kernel.evaluate<Tally[]>("afterLoss");
      assertEquals(rows.map(({ mode }) => mode), MODES);
      for (const row of rows) assertEquals([row.sent, row.lost], [20, 0]);
      const [forgotten, awaited, , , batch, unanswered] = rows;
      assertEquals(forgotten!.unknown, 20);
      assertEquals(awaited!["stored twice"], 1);
      assertEquals(batch!["stored twice"], 20);
      assertEquals(unanswered!["stored twice"], 0);
    },
    "demo-kill": async (_, kernel) => {
      const rows = await kernel.evaluate<Tally[]>("afterKill");
      const counts = rows.map((row) => [
        row.sent,
        row.acknowledged,
        row.unknown,
        row["in the log"],
        row.lost,
      ]);
      assertEquals(rows.map(({ mode }) => mode), MODES);
      assertEquals(counts, [
        [20, 0, 20, 5, 0],
        [6, 5, 1, 5, 0],
        [20, 5, 15, 5, 0],
        [20, 5, 15, 5, 0],
        [20, 5, 15, 5, 0],
        [20, 20, 0, 5, 15],
      ]);
    },
    "demo-trap": async (_, kernel) => {
      assertEquals(await kernel.evaluate("told"), {
        Ada: "0",
        Bo: "failed",
        Cleo: "1",
        Eve: "2",
      });
      assertEquals(await kernel.evaluate("kept.map(({ value }) => value)"), [
        "Ada",
        "Bo",
        "Eve",
      ]);
    },
    "demo-crowd": async (_, kernel) => {
      const { acknowledged, lost, ...tally } = await kernel.evaluate<Tally>(
        "crowd.tally(mixed)",
      );
      assertEquals([acknowledged, lost, tally["stored twice"]], [3, 1, 1]);
    },
    "demo-cure": async (_, kernel) => {
      assertEquals(await kernel.evaluate("whole.map(({ value }) => value)"), [
        "Ada",
        "Bo",
        "Cleo",
        "Eve",
        "Gil",
      ]);
      assertEquals(await kernel.evaluate("safely.tally(whole)"), {
        sent: 5,
        acknowledged: 4,
        unknown: 1,
        "in the log": 5,
        lost: 0,
        "stored twice": 0,
      });
    },
  },
  proofs: {
    "compressed-as-batches": {
      holds: async (kernel) => {
        const sizes = await kernel.evaluate<Size[]>("sizes");
        const saved = (way: string): number => {
          const [plain, packed] = [false, true].map((gzip) =>
            sizes.find((size) => size.way === way && size.gzip === gzip)!.bytes
          );
          return 1 - packed! / plain!;
        };
        assert(saved("awaited") < 0.1, "little is saved record by record");
        assert(saved("one batch") > 0.5, "much is saved on the batch");
      },
      counterExample: `// Each record packed by itself, before Kafka sees it.
        for (const size of sizes.filter(({ way, gzip }) => gzip && way === "one batch")) {
          await using road = await connectThroughProxy(cluster);
          const packer = road.cluster.kafka.producer();
          await packer.connect();
          const { gzipSync } = await import("node:zlib");
          await packer.send({ topic: site, messages: clicks.map((click) => ({ value: gzipSync(click) })) });
          size.bytes = road.proxy.seen.filter(({ api }) => api === "Produce")
            .reduce((sum, request) => sum + request.bytes, 0);
        }`,
    },
    "acks-0-knows-nothing": {
      holds: async (kernel) => {
        const replies = await kernel.evaluate<{ large: string }[]>("replies");
        assertEquals(replies[0]!.large, "resolved");
        const values = await kernel.evaluate<string[]>(
          "(await readToEnd(cluster, strict)).map(({ value }) => value)",
        );
        assert(values.every((value) => value.length < 100), "it is not stored");
      },
      counterExample: `// A sender that asks for an answer.
        const asking = cluster.kafka.producer();
        await asking.connect();
        const huge = { topic: strict, acks: 1, messages: [{ value: "x".repeat(1_000) }] };
        const answer = await asking.send(huge).then(() => "resolved", () => "rejected");
        replies[0] = { acks: 1, small: null, large: answer };`,
    },
    "retry-may-duplicate": {
      holds: async (kernel) => {
        const rows = await kernel.evaluate<Tally[]>("afterLoss");
        for (const row of rows.filter(({ mode }) => WAYS.includes(mode))) {
          assert(row["stored twice"]! > 0, `${row.mode} has a copy`);
          assertEquals(row.lost, 0);
        }
      },
      counterExample: `// Without a retry.
        const once = await createTopic(cluster, "payments");
        const single = await open(bumpy, once, { way: "awaited", retry: { retries: 0 } });
        proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
        await single.run(ways["awaited"], payments);
        afterLoss[1] = { mode: "awaited", ...single.tally(await readToEnd(cluster, once)) };`,
    },
    "failed-is-unknown": {
      holds: async (kernel) => {
        const [stored, not] = await kernel.evaluate<[boolean, number[]]>(
          `[told.Bo === "failed" && kept.some(({ value }) => value === "Bo"),
            afterKill.filter(({ mode }) => mode === "awaited").map((row) => row.unknown - (row["in the log"] - row.acknowledged))]`,
        );
        assert(stored, "one failed send is stored");
        assertEquals(not, [1], "another is not");
      },
      counterExample:
        `// The request is lost instead of the answer: whoever knew that would know.
        const sure = await createTopic(cluster, "payments");
        const knowing = bumpy.kafka.producer({ retry: { retries: 0 } });
        await knowing.connect();
        await knowing.send({ topic: sure, messages: [{ value: "Ada" }] });
        proxy.inject({ dropRequest: { api: "Produce", nth: 1 } });
        told.Bo = await knowing.send({ topic: sure, messages: [{ value: "Bo" }] })
          .then(() => "stored", () => "failed");
        const kept = await readToEnd(cluster, sure);`,
    },
    "idempotent-one-copy": {
      holds: async (kernel) => {
        assertEquals(await kernel.evaluate("written"), {
          "idempotent: false": ["Ada", "Ada", "Bo", "Cleo"],
          "idempotent: true": ["Ada", "Bo", "Cleo"],
        });
      },
      counterExample: `// A plain producer retries.
        const plain = await createTopic(cluster, "payments");
        const doubling = bumpy.kafka.producer();
        await doubling.connect();
        proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
        for (const value of ["Ada", "Bo", "Cleo"]) {
          await doubling.send({ topic: plain, messages: [{ value }] });
        }
        written["idempotent: true"] = (await readToEnd(cluster, plain)).map(({ value }) => value);`,
    },
  },
});
