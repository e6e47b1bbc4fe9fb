import {
  describeQuorumV0,
  describeQuorumV1,
  describeQuorumV2,
} from "@platformatic/kafka";
import { readDisks } from "./disk.ts";
import type { Link } from "./link.ts";
import { type Metadata, readMetadata } from "./metadata.ts";
import type { BrokerRow, Brokers } from "../shapes.ts";

const DESCRIBE_QUORUM = [
  describeQuorumV2.api,
  describeQuorumV1.api as unknown as typeof describeQuorumV2.api,
  describeQuorumV0.api as unknown as typeof describeQuorumV2.api,
];
const METADATA_TOPIC = {
  topicName: "__cluster_metadata",
  partitions: [{ partitionIndex: 0 }],
};

/**
 * Describes the brokers of a cluster, also those that are down, and its controller.
 *
 * @param link The cluster to query.
 * @param expected The ids of the nodes that the cluster should have; those of replicas are known without.
 * @returns The brokers by id.
 * @throws {Trouble} If no broker answers.
 */
export async function listBrokers(
  link: Link,
  expected: readonly { id: number; controller: boolean }[],
): Promise<Brokers> {
  const metadata = await readMetadata(link, null);
  const [disks, quorum] = await Promise.all([
    readDisks(link, metadata.brokers.values()),
    link.ask(null, DESCRIBE_QUORUM, [METADATA_TOPIC]).catch(() => null),
  ]);
  const partitions = [...metadata.topics.values()].flatMap((topic) =>
    topic.partitions
  );
  const controllers = new Set(
    expected.filter(({ controller }) => controller).map(({ id }) => id),
  );
  const ids = new Set([
    ...metadata.brokers.keys(),
    ...partitions.flatMap(({ replicas }) => replicas),
    ...expected.map(({ id }) => id).filter((id) => !controllers.has(id)),
  ]);
  const behind = new Map<number, number>();
  const bytes = new Map<number, number>();
  for (const stored of disks.values()) {
    for (const each of stored) {
      behind.set(each.broker, (behind.get(each.broker) ?? 0) + each.behind);
      bytes.set(each.broker, (bytes.get(each.broker) ?? 0) + each.bytes);
    }
  }
  const state = quorum?.topics[0]?.partitions[0];
  return {
    id: metadata.id,
    controller: state ? state.leaderId : null,
    voters: state?.currentVoters.map(({ replicaId }) => replicaId) ?? [],
    brokers: [...ids].sort((a, b) => a - b).map((id): BrokerRow => {
      const live = metadata.brokers.get(id);
      const own = partitions.filter(({ replicas }) => replicas.includes(id));
      return {
        id,
        address: live ? `${live.host}:${live.port}` : null,
        rack: live?.rack ?? null,
        replicas: own.length,
        leads: own.filter(({ leader }) => leader === id).length,
        notInSync: own.filter(({ isr }) => !isr.includes(id)).length,
        behind: live ? behind.get(id) ?? 0 : null,
        bytes: bytes.get(id) ?? null,
      };
    }),
    ...troubleOf(metadata),
  };
}

function troubleOf(
  metadata: Metadata,
): Pick<Brokers, "lagging" | "leaderless"> {
  const all = [...metadata.topics.values()].flatMap(({ name, partitions }) =>
    partitions.map((each) => ({ topic: name, ...each }))
  );
  return {
    lagging: all.filter(({ isr, replicas }) => isr.length < replicas.length)
      .length,
    leaderless: all.filter(({ leader }) => leader < 0).length,
  };
}
