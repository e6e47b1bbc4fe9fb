import { assert, assertEquals } from "@std/assert";
import type { Check } from "./check.ts";
import { type Lab, PARTITIONS } from "./lab.ts";

/** What the checks of consuming left behind: a group that has read to the end. */
const groupOf = (lab: Lab): string => `${lab.name}-committed`;

/** Groups, offsets, and records deleted from the front of a partition. */
export const GROUP_CHECKS: Check[] = [
  {
    name: "listGroups",
    run: async (lab) => {
      const { groups } = await lab.admin.listGroups();
      assert(groups.some(({ groupId }) => groupId === groupOf(lab)));
    },
  },
  {
    name: "describeGroups",
    run: async (lab) => {
      assertEquals(await stateOf(lab, groupOf(lab)), "Empty");
    },
  },
  {
    name: "describeGroups of an unknown group",
    run: async (lab) => {
      assertEquals(await stateOf(lab, `${lab.name}-nobody`), "Dead");
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
    run: async (lab) => {
      const offsets = await committed(lab);
      assert(offsets.every((offset) => Number(offset) > 0));
    },
  },
  {
    name: "setOffsets",
    run: async (lab) => {
      await lab.admin.setOffsets({
        groupId: groupOf(lab),
        topic: lab.topic,
        partitions: [{ partition: 0, offset: "1" }],
      });
      assertEquals((await committed(lab))[0], "1");
    },
  },
  {
    name: "resetOffsets",
    run: async (lab) => {
      const { admin, topic } = lab;
      await admin.resetOffsets({
        groupId: groupOf(lab),
        topic,
        earliest: true,
      });
      // KafkaJS commits -2, its word for the earliest offset, and leaves it to the next consumer to look that up.
      assertEquals(await committed(lab), Array(PARTITIONS).fill("-2"));
    },
  },
  {
    name: "deleteTopicRecords before an offset",
    run: async (lab) => {
      assertEquals(await lowAfterDeletion(lab, 0, "1"), "1");
    },
  },
  {
    name: "deleteTopicRecords, all",
    run: async (lab) => {
      const offsets = await lab.admin.fetchTopicOffsets(lab.topic);
      const before = offsets.find(({ partition }) => partition === 1);
      assertEquals(await lowAfterDeletion(lab, 1, "-1"), before?.high);
    },
  },
];

/** What tidies up after all other checks. */
export const DELETION_CHECKS: Check[] = [
  {
    name: "deleteGroups",
    run: async (lab) => {
      const results = await lab.admin.deleteGroups([groupOf(lab)]);
      assertEquals(results.map(({ errorCode }) => errorCode), [0]);
      assertEquals(await stateOf(lab, groupOf(lab)), "Dead");
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

async function stateOf(lab: Lab, groupId: string): Promise<string | undefined> {
  const { groups } = await lab.admin.describeGroups([groupId]);
  return groups[0]?.state;
}

/** Committed offsets, in the order of the partitions. */
async function committed(lab: Lab): Promise<string[]> {
  const [found] = await lab.admin.fetchOffsets({
    groupId: groupOf(lab),
    topics: [lab.topic],
  });
  const partitions = found?.partitions ?? [];
  return partitions.toSorted((a, b) => a.partition - b.partition)
    .map(({ offset }) => offset);
}

async function lowAfterDeletion(
  lab: Lab,
  partition: number,
  offset: string,
): Promise<string | undefined> {
  const { admin, topic } = lab;
  await admin.deleteTopicRecords({
    topic,
    partitions: [{ partition, offset }],
  });
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.find((found) => found.partition === partition)?.low;
}
