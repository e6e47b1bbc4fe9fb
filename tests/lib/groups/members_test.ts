import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type Cluster, connect } from "workbook/cluster.ts";
import { DISPLAY } from "pictures/display.ts";
import { newGroup, untilShared } from "workbook/groups.ts";
import { joinGroup } from "workbook/groups/members.ts";
import { measureLag, resetGroup } from "workbook/offsets.ts";
import { rebalanceTimeline } from "pictures/timelines.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

async function numbered(
  cluster: Cluster,
  count: number,
  partitions = 1,
): Promise<string> {
  const topic = await createTopic(cluster, "numbered", { partitions });
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({
    topic,
    messages: Array.from(
      { length: count },
      (_, i) => ({ value: String(i), partition: i % partitions }),
    ),
  });
  return topic;
}

Deno.test("joinGroup() shares the partitions out, and gives them back when a member leaves", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 4, 4);
  const group = cluster.name("billing");
  const ada = await joinGroup(cluster, { group, topic, name: "ada" });
  assertEquals(ada.partitions, [0, 1, 2, 3]);
  const bo = await joinGroup(cluster, { group, topic, name: "bo" });
  await untilShared([ada, bo], 4);
  assertEquals([ada.partitions.length, bo.partitions.length], [2, 2]);
  await bo.leave();
  await untilShared([ada], 4);
  assertEquals(bo.events.at(-1)?.kind, "leave");
});

Deno.test("joinGroup() notes what a rebalance takes and gives, as a timeline takes it", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 2, 2);
  const group = cluster.name("billing");
  const ada = await joinGroup(cluster, { group, topic, name: "ada" });
  const bo = await joinGroup(cluster, { group, topic, name: "bo" });
  await untilShared([ada, bo], 2);
  assertEquals(
    ada.events.map(({ kind, partitions }) => [kind, partitions?.length]),
    [["join", 0], ["assign", 2], ["revoke", 2], ["assign", 1]],
  );
  const drawn = rebalanceTimeline([...ada.events, ...bo.events]);
  assertStringIncludes(drawn[DISPLAY]()["text/plain"]!, "nobody │");
});

Deno.test("joinGroup() lets a member of the same name leave first", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 2, 2);
  const group = cluster.name("billing");
  const first = await joinGroup(cluster, { group, topic, name: "ada" });
  const second = await joinGroup(cluster, { group, topic, name: "ada" });
  assertEquals([first.partitions, second.partitions], [[], [0, 1]]);
});

Deno.test("joinGroup() refuses a second topic in a group until its other members have left", async () => {
  await using cluster = await connect(undefined, { brokers });
  const group = newGroup(cluster, "group");
  const [orders, returns] = [
    await numbered(cluster, 1),
    await numbered(cluster, 1),
  ];
  const ada = await joinGroup(cluster, { group, topic: orders, name: "ada" });
  await assertRejects(
    () => joinGroup(cluster, { group, topic: returns, name: "bo" }),
    Trouble,
    `expected its members' topic "${orders}" but found "${returns}"`,
  );
  await ada.leave();
  await using bo = await joinGroup(cluster, {
    group,
    topic: returns,
    name: "bo",
  });
  await bo.until(() => bo.records.length === 1, "its record");
});

Deno.test("commit() lets the group go on behind the record", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 5);
  const group = cluster.name("billing");
  const member = await joinGroup(cluster, {
    group,
    topic,
    name: "ada",
    autoCommit: false,
  });
  await member.until(() => member.records.length === 5, "five records");
  await member.commit(member.records[2]!);
  await member.leave();
  assertEquals(await measureLag(cluster, group, topic), [{
    partition: 0,
    committed: 3n,
    end: 5n,
    lag: 2n,
  }]);
});

Deno.test("measureLag() of a group that never committed counts from the oldest record", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 5);
  await offsetRanges(cluster, topic); // KafkaJS deletes only from a topic that it has met
  await cluster.admin.deleteTopicRecords({
    topic,
    partitions: [{ partition: 0, offset: "2" }],
  });
  const lag = await measureLag(cluster, cluster.name("nobody"), topic);
  assertEquals(lag, [{ partition: 0, committed: null, end: 5n, lag: 3n }]);
});

Deno.test("resetGroup() moves a group to the start, the end, an offset or a moment", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "timed");
  const producer = cluster.kafka.producer();
  await producer.connect();
  const start = Date.now();
  for (const at of [1_000, 2_000, 3_000]) {
    await producer.send({
      topic,
      messages: [{ value: "x", timestamp: String(start + at) }],
    });
  }
  const group = cluster.name("billing");
  assertEquals(await resetGroup(cluster, group, topic, "earliest"), [0n]);
  assertEquals(await resetGroup(cluster, group, topic, "latest"), [3n]);
  assertEquals(await resetGroup(cluster, group, topic, [2n]), [2n]);
  assertEquals(
    await resetGroup(cluster, group, topic, new Date(start + 1_500)),
    [1n],
  );
  assertEquals(
    await resetGroup(cluster, group, topic, new Date(start + 9_000)),
    [3n],
  );
  assertEquals((await measureLag(cluster, group, topic))[0]!.committed, 3n);
});

Deno.test("resetGroup() refuses a group that runs and an offset outside the log", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 2);
  const group = cluster.name("billing");
  await using _member = await joinGroup(cluster, { group, topic, name: "ada" });
  await assertRejects(
    () => resetGroup(cluster, group, topic, "earliest"),
    Trouble,
    "expected a group without members but found 1",
  );
  await assertRejects(
    () => resetGroup(cluster, cluster.name("other"), topic, [7n]),
    Trouble,
    "expected an offset from 0 to 2 but found 7",
  );
});

Deno.test("resetGroup() refuses an Invalid Date, and one before 1970, and leaves the group where it is", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 3);
  const group = newGroup(cluster, "mailer");
  await resetGroup(cluster, group, topic, [1n]);
  // Kafka takes -1 for the end and -2 for the start.
  for (const moment of ["2026-13-01T09:00:00Z", -1, -2, "1969-07-20"]) {
    await assertRejects(
      () => resetGroup(cluster, group, topic, new Date(moment)),
      RangeError,
      `expected a valid Date since 1970 but found ${new Date(moment)}`,
    );
  }
  const [place] = await measureLag(cluster, group, topic);
  assertEquals(place?.committed, 1n);
});

Deno.test("joinGroup() says that a topic is not there", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = cluster.name("nowhere");
  await assertRejects(
    () => joinGroup(cluster, { group: cluster.name("g"), topic, name: "ada" }),
    Trouble,
    "expected a topic that exists",
  );
});

Deno.test("until() says with what a member's handler has failed", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await numbered(cluster, 1);
  const failed = Promise.withResolvers<void>();
  await using ada = await joinGroup(cluster, {
    group: cluster.name("billing"),
    topic,
    name: "ada",
    handle: () => {
      failed.resolve();
      throw new Error("no such lamp");
    },
  });
  await failed.promise;
  await assertRejects(
    () => ada.until(() => ada.records.length > 0, "a record", 50),
    Trouble,
    "Timed out after 0.05 s waiting for a record (member ada). Its handler has failed with Error: no such lamp",
  );
});
