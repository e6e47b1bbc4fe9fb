/** The proofs of the claims of chapter 7. */
import { assertEquals } from "@std/assert";
import type { Kernel } from "headless/kernel.ts";
import type { Proof } from "headless/options.ts";
import { ALL_BUT_ONE } from "./share_group.ts";

/** What became of a reader that met a record which it could not read. */
export interface Pill {
  /** The offsets that it was given. */
  given: string;
  /** Whether KafkaJS starts it again. */
  restart: boolean;
  /** The offset that its group has committed. */
  committed: string;
  /** The group's lag. */
  lag: string;
}

/** Bytes as hexadecimal digits, so that none is lost on its way to the test. */
type Hex = string | null;

/** The records of a topic, with every byte, as a new group reads them. */
async function recordsOf(
  kernel: Kernel,
  topic: string,
): Promise<{ key: Hex; value: Hex; headers: Record<string, Hex> }[]> {
  return await kernel.evaluate(`(async () => {
    const { eachMessageOf } = await import("chapters/07_schemas/messages.ts");
    const found = [];
    const hex = (bytes) => bytes === null ? null : Buffer.from(bytes).toString("hex");
    await eachMessageOf(cluster, ${topic}, async ({ message: { key, value, headers } }) => {
      const pairs = Object.entries(headers ?? {}).map(([name, bytes]) => [name, hex(bytes)]);
      found.push({ key: hex(key), value: hex(value), headers: Object.fromEntries(pairs) });
    });
    return found;
  })()`);
}

/** The chapter's proofs, by the id of their claim. */
export const proofs: Record<string, Proof> = {
  "broker-keeps-bytes": {
    holds: async (kernel) => {
      const pairs = (await recordsOf(kernel, "kept[0].topic"))
        .map(({ key, value }) => [key, value]);
      const written = await kernel.evaluate<Hex[][]>(
        `written.map(({ key, value }) =>
          [key, value].map((bytes) => Buffer.from(bytes).toString("hex")))`,
      );
      assertEquals(pairs.slice(0, written.length), written);
      const sent = await kernel.evaluate<Hex[][]>(`(async () => {
        globalThis.anyBytes = await createTopic(cluster, "bytes");
        const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
        const some = [[all, all], [null, null], [Buffer.from(""), Buffer.from("")]];
        const messages = some.map(([key, value]) => ({ key, value }));
        await producer.send({ topic: anyBytes, messages });
        return some.map((pair) => pair.map((bytes) => bytes && bytes.toString("hex")));
      })()`);
      assertEquals(
        (await recordsOf(kernel, "anyBytes")).map(({ key, value }) => [
          key,
          value,
        ]),
        sent,
      );
    },
    counterExample:
      `// The same five by way of a gateway that makes text of what it takes, and bytes of the text.
      const passedOn = written.map(({ key, value }) => ({
        key, value: new TextDecoder().decode(Buffer.from(value)),
      }));
      const gateway = await createTopic(cluster, "gateway");
      await producer.send({ topic: gateway, messages: passedOn });
      const kept = await readToEnd(cluster, gateway);`,
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
      // All but record 1 are done. Whatever the group commits, nobody is given record 1 alone.
      const again = await kernel.evaluate<string[]>(`(async () => {
        const { resetGroup } = await import("workbook/offsets.ts");
        globalThis.successor ??= async (committed) => {
          const group = newGroup(cluster, "billing");
          await resetGroup(cluster, group, orders, [committed]);
          await using desk = await joinGroup(cluster, { group, topic: orders, name: "successor" });
          await untilCaughtUp(cluster, desk.consumer, orders);
          return desk.records.map(({ offset }) => offset).filter((offset) => offset < 6n).join(" ");
        };
        return await Array.fromAsync([1n, 3n, 6n], successor);
      })()`);
      assertEquals(again, ["1 2 3 4 5", "3 4 5", ""]);
    },
    counterExample:
      `// A share group has no single place: its members acknowledge each record.
      const { runPython } = await import("chapters/11_clients/mod.ts");
      const { librdkafkaConfig } = await import("chapters/11_clients/other_clients.ts");
      const input = [librdkafkaConfig(cluster), orders, cluster.name("sharing")];
      const given = await runPython(cluster, ${
        JSON.stringify(ALL_BUT_ONE)
      }, input, 60_000);
      globalThis.successor = () => given.join(" ");`,
  },
  "final-error-ends-consumer": {
    holds: async (kernel) => {
      const { given, restart } = await kernel.evaluate<Pill>("pills.parser");
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
      const hex = (text: string): string =>
        [...new TextEncoder().encode(text)].map((byte) =>
          byte.toString(16).padStart(2, "0")
        ).join("");
      const origin = hex(await kernel.evaluate<string>("orders"));
      for (const _ of ["one reader", "and another"]) {
        const letters = await recordsOf(kernel, "deadLetters");
        assertEquals(
          letters.map(({ headers }) => [
            headers["failed.topic"],
            headers["failed.offset"],
          ]),
          ["1", "2", "3", "5"].map((offset) => [origin, hex(offset)]),
        );
      }
    },
    counterExample:
      `// A bridge to another topic, of the kind that copies keys and values: its readers get no header.
      const { eachMessageOf } = await import("chapters/07_schemas/messages.ts");
      const bridged = await createTopic(cluster, "dead-letters");
      await eachMessageOf(cluster, deadLetters, async ({ message: { key, value } }) => {
        await producer.send({ topic: bridged, messages: [{ key, value }] });
      });
      const deadLetters = bridged;`,
  },
  "replay-comes-last": {
    holds: async (kernel) => {
      const amounts = await kernel.evaluate(
        'inTheEnd.filter(({ key }) => key === "1002").map(({ value }) => JSON.parse(value).amount)',
      );
      assertEquals(amounts, ["49", 59, 49]);
      const last = await kernel.evaluate<{ key: string }>("inTheEnd.at(-1)");
      assertEquals(last.key, "1002");
    },
    counterExample:
      `// Brought back into its old place, by writing the whole topic anew: what came in the meantime comes after it.
      const mended = JSON.stringify({ ...bo, amount: 49 });
      const anew = await createTopic(cluster, "orders");
      const messages = inTheEnd.slice(0, -1).map(({ key, value }) =>
        ({ key, value: value === String(written[1].value) ? mended : value }));
      await producer.send({ topic: anew, messages });
      const inTheEnd = await readToEnd(cluster, anew);`,
  },
};
