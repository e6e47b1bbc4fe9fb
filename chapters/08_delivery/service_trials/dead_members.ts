import type { Cluster } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { askBroker, compactArray, compactString } from "workbook/wire.ts";

const LEAVE_GROUP = { api: 13, version: 4 };
const NO_INSTANCE_ID = 0;
const NO_TAGS = 0;
const NOT_COORDINATOR = 16;
const DEADLINE_MS = 10_000;

/**
 * Removes all members from consumer groups, as their coordinators do by themselves once the session
 * timeouts are over.
 *
 * @param cluster The cluster that coordinates the groups.
 * @param groups The groups' full names; their members are dead.
 * @throws {Trouble} If a coordinator refuses, or does not answer within 10 s.
 *
 * Source: Kafka protocol guide, `LeaveGroup`; Kafka's Admin API, `removeMembersFromConsumerGroup`.
 */
export async function removeDeadMembers(
  cluster: Cluster,
  groups: string[],
): Promise<void> {
  if (groups.length === 0) return;
  const { brokers } = await cluster.admin.describeCluster();
  const addresses = brokers.map(({ host, port }) => `${host}:${port}`);
  const described = await cluster.admin.describeGroups(groups);
  await Promise.all(
    described.groups.map(({ groupId, members }) =>
      removeFrom(addresses, groupId, members.map(({ memberId }) => memberId))
    ),
  );
}

async function removeFrom(
  addresses: string[],
  group: string,
  members: string[],
): Promise<void> {
  const removed = members.map((member) => [
    ...compactString(member),
    NO_INSTANCE_ID,
    NO_TAGS,
  ]);
  const body = [...compactString(group), ...compactArray(removed), NO_TAGS];
  let found = "no answer";
  for (const address of addresses) {
    const request = { ...LEAVE_GROUP, body };
    const answer = await askBroker(address, request, DEADLINE_MS);
    answer?.skip(4); // throttle time
    const code = answer?.int16();
    if (code === 0) return;
    if (code !== undefined && code !== NOT_COORDINATOR) {
      found = `error code ${code}`;
    }
  }
  throw new Trouble(
    `Cannot remove the dead members of group "${group}": expected a broker to do it but found ${found}. Run this cell again`,
  );
}
