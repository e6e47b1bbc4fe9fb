import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import Cluster from "kafkajs/src/cluster/index.js";
import { connect } from "workbook/cluster.ts";
import { untilShared } from "workbook/groups.ts";
import { joinGroup } from "workbook/groups/members.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../../support/broker.ts";

/** What two consumers of one `Kafka` instance hold. */
function neighbours(): InstanceType<typeof Cluster>[] {
  const logger = { namespace: () => logger };
  const shared = new Map();
  return [1, 2].map(() =>
    new Cluster({ logger, brokers: ["127.0.0.1:1"], offsets: shared })
  );
}

Deno.test("committedOffsets() of one consumer is not that of its neighbour in the group", () => {
  const [one, two] = neighbours();
  const notes = one!.committedOffsets({ groupId: "packing" });
  assert(notes !== two!.committedOffsets({ groupId: "packing" }));
  assert(notes !== one!.committedOffsets({ groupId: "billing" }));
});

Deno.test("committedOffsets() gives a consumer its own notes again", () => {
  const [one] = neighbours();
  one!.markOffsetAsCommitted({
    groupId: "packing",
    topic: "orders",
    partition: 0,
    offset: "7",
  });
  const notes = one!.committedOffsets({ groupId: "packing" });
  assertEquals(notes, { orders: { 0: "7" } });
  assertStrictEquals(one!.committedOffsets({ groupId: "packing" }), notes);
});

Deno.test("joinGroup() survives rebalances beside members of the same program", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 4 });
  const group = cluster.name("packing");
  const config = { heartbeatInterval: 100 };
  const crew = [];
  for (const name of ["a", "b", "c", "d", "e"]) {
    crew.push(await joinGroup(cluster, { group, topic, name, config }));
    await untilShared(crew, 4);
  }
  for (const member of crew.slice(1)) {
    await member.leave();
    await untilShared(crew, 4);
  }
  const crashes = crew.flatMap(({ events }) =>
    events.filter(({ kind }) => kind === "crash")
  );
  assertEquals(crashes, []);
});
