import { assert, assertEquals } from "@std/assert";
import type { ApiCheck } from "./api_check.ts";
import { type CompatFixture, PARTITIONS } from "./fixture.ts";

/** Group that the checks of consumers leave behind; it has read to the end. */
const groupOf = (fixture: CompatFixture): string => `${fixture.name}-committed`;

/** Checks of groups, of offsets, and of deleting records from the front of a partition. */
export const GROUP_CHECKS: ApiCheck[] = [
  {
    name: "listGroups",
    run: async (fixture) => {
      const { groups } = await fixture.admin.listGroups();
      assert(groups.some(({ groupId }) => groupId === groupOf(fixture)));
    },
  },
  {
    name: "describeGroups",
    run: async (fixture) => {
      assertEquals(await stateOf(fixture, groupOf(fixture)), "Empty");
    },
  },
  {
    name: "describeGroups of an unknown group",
    run: async (fixture) => {
      assertEquals(await stateOf(fixture, `${fixture.name}-nobody`), "Dead");
    },
  },
  {
    name: "fetchTopicOffsets",
    run: async ({ admin, topic }) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      assertEquals(offsets.length, PARTITIONS);
      assert(offsets.every(({ high, low }) => low === "0" && Number(high) > 0));
    },
  },
  {
    name: "fetchTopicOffsetsByTimestamp",
    run: async ({ admin, topic }) => {
      const aMinuteAgo = Date.now() - 60_000;
      const offsets = await admin.fetchTopicOffsetsByTimestamp(
        topic,
        aMinuteAgo,
      );
      assertEquals(
        offsets.map(({ offset }) => offset),
        Array(PARTITIONS).fill("0"),
      );
    },
  },
  {
    name: "fetchOffsets",
    run: async (fixture) => {
      const offsets = await committed(fixture);
      assert(offsets.every((offset) => Number(offset) > 0));
    },
  },
  {
    name: "setOffsets",
    run: async (fixture) => {
      await fixture.admin.setOffsets({
        groupId: groupOf(fixture),
        topic: fixture.topic,
        partitions: [{ partition: 0, offset: "1" }],
      });
      assertEquals((await committed(fixture))[0], "1");
    },
  },
  {
    name: "resetOffsets",
    run: async (fixture) => {
      const { admin, topic } = fixture;
      await admin.resetOffsets({
        groupId: groupOf(fixture),
        topic,
        earliest: true,
      });
      // KafkaJS commits -2, its code for the earliest offset, and leaves it to the next consumer to look that up.
      assertEquals(await committed(fixture), Array(PARTITIONS).fill("-2"));
    },
  },
  {
    name: "deleteTopicRecords before an offset",
    run: async (fixture) => {
      assertEquals(await lowAfterDeletion(fixture, 0, "1"), "1");
    },
  },
  {
    name: "deleteTopicRecords, all",
    run: async (fixture) => {
      const offsets = await fixture.admin.fetchTopicOffsets(fixture.topic);
      const before = offsets.find(({ partition }) => partition === 1);
      assertEquals(await lowAfterDeletion(fixture, 1, "-1"), before?.high);
    },
  },
];

/** Checks of deletion, to run after all others: they delete what those have made. */
export const DELETION_CHECKS: ApiCheck[] = [
  {
    name: "deleteGroups",
    run: async (fixture) => {
      const results = await fixture.admin.deleteGroups([groupOf(fixture)]);
      assertEquals(results.map(({ errorCode }) => errorCode), [0]);
      assertEquals(await stateOf(fixture, groupOf(fixture)), "Dead");
    },
  },
  {
    name: "deleteTopics",
    run: async ({ admin, topic }) => {
      await admin.deleteTopics({ topics: [topic] });
      assert(!(await admin.listTopics()).includes(topic));
    },
  },
];

async function stateOf(
  fixture: CompatFixture,
  groupId: string,
): Promise<string | undefined> {
  const { groups } = await fixture.admin.describeGroups([groupId]);
  return groups[0]?.state;
}

/** Committed offsets, in the order of the partitions. */
async function committed(fixture: CompatFixture): Promise<string[]> {
  const [found] = await fixture.admin.fetchOffsets({
    groupId: groupOf(fixture),
    topics: [fixture.topic],
  });
  const partitions = found?.partitions ?? [];
  return partitions.toSorted((a, b) => a.partition - b.partition)
    .map(({ offset }) => offset);
}

async function lowAfterDeletion(
  fixture: CompatFixture,
  partition: number,
  offset: string,
): Promise<string | undefined> {
  const { admin, topic } = fixture;
  await admin.deleteTopicRecords({
    topic,
    partitions: [{ partition, offset }],
  });
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.find((found) => found.partition === partition)?.low;
}
