import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";
import { type Pill, proofs } from "./proofs/07_schemas.ts";

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
      const [notSent, stored] = await kernel.evaluate<string[]>("reports");
      assertMatch(notSent!, /^not sent: .*received string/);
      assertEquals(stored, "stored at offset 0");
      const refused = await kernel.evaluate<string[]>(`(async () => {
        const configs = { "cleanup.policy": "compact" };
        const compacted = await createTopic(cluster, "compacted", { configs });
        const timestamp = String(Date.now() + 2 * 3_600_000);
        const sends = [
          { topic: compacted, messages: [{ value: "keyless" }] },
          { topic: checked, messages: [{ value: "dated ahead", timestamp }] },
          { topic: compacted, messages: [{ key: "1", value: "keyed" }] },
        ];
        return await Array.fromAsync(sends, (send) =>
          producer.send(send).then(() => "stored", ({ type }) => type));
      })()`);
      assertEquals(refused, ["INVALID_RECORD", "INVALID_TIMESTAMP", "stored"]);
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
      const encoded = await kernel.evaluate<string[]>(
        `Array.fromAsync([{ ...was, currency: "CHF" }, { ...was, amount: "120" }], (order) =>
          client.encode(wire[1].id, order).then(() => "fits", () => "refused"))`,
      );
      assertEquals(encoded, ["fits", "refused"]);
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
  proofs,
});

interface WireRow {
  id: number;
  size: number;
  hex: string;
}
