import { assert, assertEquals } from "@std/assert";
import {
  type Admin,
  ConfigResourceTypes,
  type PartitionMetadata,
} from "kafkajs";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import type { ApiCheck } from "./api_check.ts";
import { PARTITIONS } from "./fixture.ts";

const DEADLINE_MS = 10_000;
const RETENTION_MS = "retention.ms";

/** Checks of the cluster, of topics and of their configs; one of them creates the topic under test. */
export const TOPIC_CHECKS: ApiCheck[] = [
  {
    name: "admin.connect",
    run: ({ admin }) => admin.connect(),
  },
  {
    name: "describeCluster",
    run: async ({ admin }) => {
      const { brokers, controller, clusterId } = await admin.describeCluster();
      assertEquals(brokers.map(({ nodeId }) => nodeId), [1]);
      assertEquals(controller, 1);
      assert(clusterId.startsWith("workbook-"));
    },
  },
  {
    name: "createTopics",
    run: async ({ admin, topic }) => {
      const created = await admin.createTopics({
        waitForLeaders: true,
        topics: [{
          topic,
          numPartitions: PARTITIONS - 1,
          replicationFactor: 1,
          configEntries: [{ name: RETENTION_MS, value: "3600000" }],
        }],
      });
      assert(created);
    },
  },
  {
    name: "listTopics",
    run: async ({ admin, topic }) => {
      assert((await admin.listTopics()).includes(topic));
    },
  },
  {
    name: "createPartitions",
    run: async ({ admin, topic }) => {
      await admin.createPartitions({
        topicPartitions: [{ topic, count: PARTITIONS }],
      });
    },
  },
  {
    name: "fetchTopicMetadata",
    run: async ({ admin, topic }) => {
      // A broker answers from its own copy of the metadata, which the controller's change reaches a moment later.
      let found: PartitionMetadata[] = [];
      await untilAnswered(
        async () => {
          const asked = await admin.fetchTopicMetadata({ topics: [topic] });
          found = asked.topics[0]!.partitions;
          return found.length === PARTITIONS;
        },
        DEADLINE_MS,
        () => timedOut(DEADLINE_MS, `${PARTITIONS} partitions`),
      );
      assert(found.every(({ leader }) => leader === 1));
    },
  },
  {
    name: "describeConfigs of a topic",
    run: async ({ admin, topic }) => {
      assertEquals(await retentionOf(admin, topic), "3600000");
    },
  },
  {
    name: "describeConfigs of a broker",
    run: async ({ admin }) => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: ConfigResourceTypes.BROKER, name: "1" }],
      });
      const entries = resources[0]?.configEntries ?? [];
      const found = entries.find(({ configName }) =>
        configName === "broker.session.timeout.ms"
      );
      assertEquals(found?.configValue, "2000");
    },
  },
  {
    name: "alterConfigs",
    run: async ({ admin, topic }) => {
      await admin.alterConfigs({
        validateOnly: false,
        resources: [{
          type: ConfigResourceTypes.TOPIC,
          name: topic,
          configEntries: [{ name: RETENTION_MS, value: "7200000" }],
        }],
      });
      assertEquals(await retentionOf(admin, topic), "7200000");
    },
  },
  {
    name: "alterPartitionReassignments",
    run: async ({ admin, topic }) => {
      await admin.alterPartitionReassignments({
        topics: [{
          topic,
          partitionAssignment: [{ partition: 0, replicas: [1] }],
        }],
      });
    },
  },
  {
    name: "listPartitionReassignments",
    run: async ({ admin, topic }) => {
      const { topics } = await admin.listPartitionReassignments({
        topics: [{ topic, partitions: [0] }],
      });
      assertEquals(topics, []);
    },
  },
];

async function retentionOf(admin: Admin, topic: string): Promise<string> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: true,
    resources: [{
      type: ConfigResourceTypes.TOPIC,
      name: topic,
      configNames: [RETENTION_MS],
    }],
  });
  return resources[0]?.configEntries[0]?.configValue ?? "";
}
