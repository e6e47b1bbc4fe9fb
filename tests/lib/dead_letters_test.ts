import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { Buffer } from "node:buffer";
import { eachMessageOf } from "chapters/07_schemas/messages.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { replay, sendToDeadLetters } from "workbook/dead_letters.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../support/broker.ts";

async function bury(
  cluster: Cluster,
  topic: string,
  values: string[],
): Promise<string> {
  const deadLetters = await createTopic(cluster, "dead-letters");
  const producer = cluster.kafka.producer();
  await producer.connect();
  for (const [i, value] of values.entries()) {
    const message = {
      key: Buffer.from(`key-${i}`),
      value: Buffer.from(value, "latin1"),
      headers: { trace: "t-1" },
      offset: `${i}`,
      timestamp: "0",
      attributes: 0,
    };
    await sendToDeadLetters(
      { producer, topic: deadLetters },
      { topic, partition: 0, message },
      "no JSON",
    );
  }
  return deadLetters;
}

Deno.test("sendToDeadLetters() keeps key, value and headers, and adds where, why and when", async () => {
  await using cluster = await connect(undefined, { brokers });
  const deadLetters = await bury(cluster, "orders", ["paid"]);
  const [letter] = await readToEnd(cluster, deadLetters);
  assertEquals([letter!.key, letter!.value], ["key-0", "paid"]);
  const { "failed.at": at, ...headers } = letter!.headers;
  assertEquals(headers, {
    trace: "t-1",
    "failed.topic": "orders",
    "failed.partition": "0",
    "failed.offset": "0",
    "failed.reason": "no JSON",
  });
  assert(Math.abs(Date.parse(at!) - Date.now()) < 60_000);
});

Deno.test("replay() sends letters back without the headers that were added, byte for byte", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const deadLetters = await bury(cluster, topic, ["Zoë", "paid"]);
  const replayed = await replay(cluster, deadLetters);
  assertEquals(replayed, [
    { offset: 0n, to: { topic, partition: 0, offset: 0n } },
    { offset: 1n, to: { topic, partition: 0, offset: 1n } },
  ]);
  const back = await readToEnd(cluster, topic);
  assertEquals(back.map(({ key }) => key), ["key-0", "key-1"]);
  assertEquals(back.map(({ headers }) => headers), [
    { trace: "t-1" },
    { trace: "t-1" },
  ]);
  const values: Uint8Array[] = [];
  await eachMessageOf(cluster, topic, ({ message }) => {
    values.push(new Uint8Array(message.value!));
    return Promise.resolve();
  });
  assertEquals(values, [
    Uint8Array.of(90, 111, 0xeb), // Zoë in Latin-1, which is no UTF-8
    new TextEncoder().encode("paid"),
  ]);
});

Deno.test("replay() goes on where the last one ended", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const deadLetters = await bury(cluster, topic, ["paid"]);
  assertEquals((await replay(cluster, deadLetters)).length, 1);
  assertEquals(await replay(cluster, deadLetters), []);
  assertEquals((await readToEnd(cluster, topic)).length, 1);
});

Deno.test("replay() lets letters be mended, or left where they are", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const deadLetters = await bury(cluster, topic, ["left", "mended"]);
  const replayed = await replay(cluster, deadLetters, {
    repair: (letter) => {
      assertEquals(String(letter.headers?.["failed.reason"]), "no JSON");
      if (String(letter.value) === "left") return null;
      return { ...letter, value: "new" };
    },
  });
  assertEquals(replayed.map(({ to }) => to?.offset ?? null), [null, 0n]);
  const [back] = await readToEnd(cluster, topic);
  assertEquals([back!.value, back!.headers], ["new", { trace: "t-1" }]);
});

Deno.test("replay() stops at a letter that says not where it came from, and stays before it", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const deadLetters = await bury(cluster, topic, ["first"]);
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic: deadLetters, messages: [{ value: "whose?" }] });
  for (const _again of [1, 2]) {
    const error = await assertRejects(() => replay(cluster, deadLetters));
    assertStringIncludes(
      (error as Error).message,
      `Cannot replay record 1 of "${deadLetters}"/0: expected the header "failed.topic" but found none`,
    );
  }
  assertEquals((await readToEnd(cluster, topic)).length, 1);
});
