import { assertEquals, assertRejects } from "@std/assert";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd, takeRecords } from "workbook/consumers.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../support/broker.ts";

async function fill(cluster: Cluster, counts: number[]): Promise<string> {
  const topic = await createTopic(cluster, "filled", {
    partitions: counts.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = counts.flatMap((count, partition) =>
    Array.from(
      { length: count },
      (_, i) => ({ partition, value: `${partition}:${i}` }),
    )
  );
  if (messages.length > 0) await producer.send({ topic, messages });
  return topic;
}

Deno.test("readToEnd() reads each partition in order, from first to last", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await fill(cluster, [3, 0, 2]);
  const records = await readToEnd(cluster, topic);
  assertEquals(
    records.filter(({ partition }) => partition === 0).map(({ value }) =>
      value
    ),
    ["0:0", "0:1", "0:2"],
  );
  assertEquals(
    records.filter(({ partition }) => partition === 2).map(({ offset }) =>
      offset
    ),
    [0n, 1n],
  );
  assertEquals(records.length, 5);
});

Deno.test("readToEnd() of an empty topic gives nothing, at once", async () => {
  await using cluster = await connect(undefined, { brokers });
  assertEquals(await readToEnd(cluster, await fill(cluster, [0, 0])), []);
});

Deno.test("readToEnd() starts at the offset and keeps to the partition it is given", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await fill(cluster, [4, 4]);
  const values = async (
    options: Parameters<typeof readToEnd>[2],
  ): Promise<(string | null)[]> =>
    (await readToEnd(cluster, topic, options)).map(({ value }) => value);
  assertEquals(await values({ partition: 1, from: 2n }), ["1:2", "1:3"]);
  assertEquals((await values({ from: 3n })).toSorted(), ["0:3", "1:3"]);
  assertEquals(await values({ partition: 1, from: 4n }), []);
});

Deno.test("readToEnd() ends behind the markers of transactions, which it does not show", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "marked");
  const producer = cluster.kafka.producer({
    transactionalId: cluster.name("tx"),
    maxInFlightRequests: 1,
    idempotent: true,
  });
  await producer.connect();
  for (const end of ["commit", "abort"] as const) {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: end }] });
    await transaction[end]();
  }
  assertEquals((await readToEnd(cluster, topic)).map(({ value }) => value), [
    "commit",
  ]);
});

Deno.test("readToEnd() refuses an offset outside the log and a partition that is not there", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await fill(cluster, [3]);
  await readToEnd(cluster, topic); // KafkaJS deletes only from a topic that it has met
  await cluster.admin.deleteTopicRecords({
    topic,
    partitions: [{ partition: 0, offset: "1" }],
  });
  await assertRejects(
    () => readToEnd(cluster, topic, { from: 4n }),
    Trouble,
    "expected an offset from 1",
  );
  await assertRejects(
    () => readToEnd(cluster, topic, { from: 0n }),
    Trouble,
    "(its oldest record) to 3 (its end) but found 0",
  );
  await assertRejects(
    () => readToEnd(cluster, topic, { partition: 1 }),
    Trouble,
    "expected one of 0 to 0 but found 1",
  );
});

Deno.test("takeRecords() waits for records that come later", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "later");
  const producer = cluster.kafka.producer();
  await producer.connect();
  const waiting = takeRecords(cluster, topic, 2);
  await producer.send({ topic, messages: [{ value: "a" }] });
  await producer.send({ topic, messages: [{ value: "b" }, { value: "c" }] });
  assertEquals((await waiting).map(({ value }) => value), ["a", "b"]);
});

Deno.test("takeRecords() says how many it found when the deadline passes", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await fill(cluster, [2]);
  await assertRejects(
    () => takeRecords(cluster, topic, 5, { deadlineMs: 1_500 }),
    Trouble,
    `Timed out after 1.5 s waiting for 5 records in "${topic}": found 2`,
  );
});

Deno.test("readToEnd() leaves no consumer group behind", async () => {
  await using cluster = await connect(undefined, { brokers });
  await readToEnd(cluster, await fill(cluster, [1]));
  const run = cluster.name("");
  const { groups } = await cluster.admin.listGroups();
  assertEquals(groups.filter(({ groupId }) => groupId.endsWith(run)), []);
});
