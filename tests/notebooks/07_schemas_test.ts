import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

testChapter("07_schemas", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-bytes": ({ outputs }) => {
      const [text] = dataOf(outputs, "text/plain");
      for (const bill of ['"495"', "NaN", "54", "125"]) {
        assertStringIncludes(String(text), bill);
      }
    },
    "demo-model": ({ outputs }) => {
      const [text] = dataOf(outputs, "text/plain");
      assertEquals(String(text).match(/passes/g)?.length, 3);
      assertStringIncludes(String(text), "expected number, received string");
    },
    "demo-deliver": async (_, kernel) => {
      const [refused, stored] = await kernel.evaluate<string[]>("reports");
      assertMatch(refused!, /^not sent: .*received string/);
      assertEquals(stored, "stored at offset 0");
    },
    "demo-pill": async (_, kernel) => {
      const { schema, parser } = await kernel.evaluate<Record<string, Pill>>(
        "pills",
      );
      assertMatch(schema!.given, /^0( 1){6,}$/);
      assertEquals([schema!.committed, schema!.restart], ["1", true]);
      assertEquals(parser!.given, "0 1 2 3 4 5");
      assertEquals([parser!.committed, parser!.restart], ["5", false]);
    },
    "demo-letters": async (_, kernel) => {
      assertEquals(await kernel.evaluate("billed"), [1001, 1005]);
      const reasons = await kernel.evaluate<string[]>(
        'letters.map(({ headers }) => headers["failed.reason"].split(":")[0])',
      );
      assertEquals(reasons, ["Error", "Error", "TypeError", "SyntaxError"]);
    },
    "demo-replay": async ({ outputs }, kernel) => {
      const [svg] = dataOf(outputs, "image/svg+xml");
      assertStringIncludes(String(svg), "<title");
      const last = await kernel.evaluate<{ key: string; value: string }>(
        "inTheEnd.at(-1)",
      );
      assertEquals([last.key, JSON.parse(last.value).amount], ["1002", 49]);
      const again =
        "(await replay(cluster, deadLetters, { repair: () => null })).length";
      assertEquals(await kernel.evaluate(again), 0);
      await kernel.evaluate(
        `(await import("workbook/offsets.ts"))
          .resetGroup(cluster, \`\${deadLetters}-replay\`, deadLetters, "earliest")`,
      );
      assertEquals(await kernel.evaluate(again), 4);
      const repaired = await kernel.evaluate(
        `["49", "", "x"].map((amount) =>
          repair({
            value: JSON.stringify({ ...bo, amount }),
            headers: { "failed.reason": "received string" },
          }) !== null)`,
      );
      assertEquals(repaired, [true, false, false]);
    },
    "demo-evolve": ({ outputs }) => {
      const [text] = dataOf(outputs, "text/plain");
      assertMatch(String(text), /currency, required\s+false\s+true/);
      assertMatch(String(text), /currency, else EUR\s+true\s+true/);
      assertMatch(String(text), /buyer for customer\s+false\s+false/);
    },
    "demo-registry": async (_, kernel) => {
      const [avro, json] = await kernel.evaluate<WireRow[]>("wire");
      assertEquals([avro!.size, json!.size], [19, 5 + 44]);
      for (const { id, hex } of [avro!, json!]) {
        assertEquals(hex.slice(0, 10), `000000000${id}`);
      }
    },
    "demo-compatible": async (_, kernel) => {
      const answers = await kernel.evaluate<{ is_compatible: boolean }[]>(
        "answers",
      );
      assertEquals(answers.map((answer) => answer.is_compatible), [
        false,
        true,
        false,
      ]);
    },
  },
  proofs: {
    "broker-keeps-bytes": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("kept.map(({ value }) => value)"),
          await kernel.evaluate(
            "written.map(({ value }) => new TextDecoder().decode(Buffer.from(value)))",
          ),
        );
      },
      counterExample:
        `// A writer that looks at each record first: two of the five are not kept.
        const looked = await createTopic(cluster, "looked");
        for (const { value } of written) {
          const { data } = Order.safeParse(JSON.parse(String(value)));
          if (data) await producer.send({ topic: looked, messages: [{ value }] });
        }
        const kept = await readToEnd(cluster, looked);`,
    },
    "too-large-is-refused": {
      holds: async (kernel) => {
        const [, , large] = await kernel.evaluate<string[]>("reports");
        assertEquals(large, "not acknowledged: MESSAGE_TOO_LARGE");
        const stored = await kernel.evaluate<unknown[]>(
          "readToEnd(cluster, checked)",
        );
        assertEquals(stored.length, 1);
      },
      counterExample: `// A topic with a higher limit takes it.
        const configs = { "max.message.bytes": "3000000" };
        const roomy = await createTopic(cluster, "roomy", { configs });
        const reports = await Array.fromAsync(all, (each) => deliver(roomy, each));`,
    },
    "one-record-holds-all": {
      holds: async (kernel) => {
        const { given, committed, lag } = await kernel.evaluate<Pill>(
          "pills.schema",
        );
        const [last] = given.split(" ").slice(-1);
        assertEquals([committed, lag], [last, "5"]);
      },
      counterExample:
        `// A record that is done, if only by skipping it, lets the others pass.
        const group = newGroup(cluster, "skipping");
        const given = [];
        const handle = ({ offset, value }) => {
          given.push(offset);
          try { Order.parse(JSON.parse(value)); } catch { /* skip it */ }
        };
        await using skipping = await joinGroup(cluster, { group, topic: orders, name: "skipping", handle });
        await untilCaughtUp(cluster, skipping.consumer, orders);
        const [place] = await measureLag(cluster, group, orders);
        const pills = { schema: { given: given.join(" "), restart: false, ...place } };`,
    },
    "final-error-ends-consumer": {
      holds: async (kernel) => {
        const { given, restart } = await kernel.evaluate<Pill>(
          "pills.parser",
        );
        const offsets = given.split(" ");
        assertEquals(restart, false);
        assertEquals(new Set(offsets).size, offsets.length);
      },
      counterExample:
        `// An error of another class: KafkaJS hands the record over again.
        const again = (text) => {
          try { JSON.parse(text); } catch { throw new Error("can't read it"); }
        };
        const pills = { parser: await swallow(again) };`,
    },
    "headers-travel": {
      holds: async (kernel) => {
        const places = await kernel.evaluate(
          'letters.map(({ headers }) => [headers["failed.topic"] === orders, headers["failed.offset"]])',
        );
        assertEquals(
          places,
          [1, 2, 3, 5].map((offset) => [
            true,
            String(offset),
          ]),
        );
      },
      counterExample: `// A letter that is sent without headers has none.
        const bare = await createTopic(cluster, "bare");
        await producer.send({ topic: bare, messages: letters.map(({ key, value }) => ({ key, value })) });
        const letters = await readToEnd(cluster, bare);`,
    },
    "replay-comes-last": {
      holds: async (kernel) => {
        const amounts = await kernel.evaluate(
          'inTheEnd.filter(({ key }) => key === "1002").map(({ value }) => JSON.parse(value).amount)',
        );
        assertEquals(amounts, ["49", 59, 49]);
      },
      counterExample:
        `// Brought back before anything else comes, it is not behind it.
        const quick = await createTopic(cluster, "orders");
        const quickLetters = await createTopic(cluster, "letters");
        const value = JSON.stringify(bo);
        await producer.send({ topic: quick, messages: [{ key: "1002", value }] });
        const headers = { "failed.topic": quick, "failed.reason": "received string" };
        await producer.send({ topic: quickLetters, messages: [{ key: "1002", value, headers }] });
        await replay(cluster, quickLetters, { repair });
        await deliver(quick, { ...bo, amount: 59 });
        const inTheEnd = await readToEnd(cluster, quick);`,
    },
  },
});

interface WireRow {
  id: number;
  size: number;
  hex: string;
}

interface Pill {
  given: string;
  restart: boolean;
  committed: string;
  lag: string;
}
