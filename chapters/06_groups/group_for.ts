import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { startProcess } from "lab/processes.ts";
import {
  joinGroup,
  type Member,
  newGroup,
  untilShared,
} from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";

type Service = "packing" | "billing" | "screen";
type GroupFor = (service: Service, instance: string) => string;

const INSTANCES: [Service, string][] = [
  ["packing", "desk-1"],
  ["packing", "desk-2"],
  ["billing", "till-1"],
  ["billing", "till-2"],
  ["screen", "front"],
  ["screen", "back"],
  ["screen", "rack"],
];
const ORDERS = Array.from({ length: 8 }, (_, i) => `${1001 + i}`);

/**
 * Checks exercise 2: who shares a group with whom.
 *
 * @param cluster The cluster to check on.
 * @param groupFor The reader's answer.
 * @returns The verdict.
 */
export function checkGroupFor(
  cluster: Cluster,
  groupFor: GroupFor,
): Promise<Verdict> {
  return check("group-for", async () => {
    const named = INSTANCES.map(([service, instance]) => ({
      service,
      instance,
      group: groupFor(service, instance),
    }));
    for (const { service, instance, group } of named) {
      expectName(group, service, instance);
      const again = groupFor(service, instance);
      if (again !== group) {
        throw new Refused(
          `Asked twice for ${service}'s instance ${instance}, your function named two groups, "${group}" and "${again}". Which of them remembers its place when it is restarted?`,
        );
      }
    }
    await expectSameAfterRestart(cluster, groupFor, named);
    const seen = await whoSees(cluster, named);
    const of = (service: Service): Seen[] =>
      seen.filter((each) => each.service === service);
    for (const screen of of("screen")) expectAll(screen);
    for (const service of ["packing", "billing"] as const) {
      expectOnce(of(service));
    }
    return `Of ${ORDERS.length} orders each was packed once and billed once, and each screen showed all of them, in ${
      new Set(named.map(({ group }) => group)).size
    } groups.`;
  });
}

/** A restart is a new process: it remembers nothing. */
async function expectSameAfterRestart(
  cluster: Cluster,
  groupFor: GroupFor,
  named: Omit<Seen, "orders">[],
): Promise<void> {
  const input = { groupFor: String(groupFor), instances: INSTANCES };
  await using restarted = startProcess<typeof input, Restarted>(
    cluster,
    ({ input, report, functionFromText }) => {
      const groupFor = functionFromText<GroupFor>(input.groupFor);
      try {
        report({ groups: input.instances.map((each) => groupFor(...each)) });
      } catch (error) {
        report({ failed: String(error) });
      }
      return new Promise(() => {});
    },
    input,
  );
  await restarted.until(
    ({ length }) => length > 0,
    "the groups in a new process",
  );
  const [{ groups = [], failed } = {}] = restarted.reports;
  named.forEach(({ service, instance, group }, i) => {
    if (groups[i] === group) return;
    throw new Refused(
      `Started again, ${service}'s instance ${instance} ${
        failed
          ? `can't name its group: your function threw ${failed}. A new process has nothing of the notebook`
          : `joins the group "${groups[i]}", and before it was in "${group}"`
      }. Which of them remembers its place?`,
    );
  });
}

interface Restarted {
  groups?: string[];
  failed?: string;
}

interface Seen {
  service: Service;
  instance: string;
  group: string;
  orders: string[];
}

/** Joins all instances to their groups, sends eight orders, and notes which instance got which. */
async function whoSees(
  cluster: Cluster,
  named: Omit<Seen, "orders">[],
): Promise<Seen[]> {
  const topic = await createTopic(cluster, "check-groups", { partitions: 4 });
  const groups = new Map(
    named.map(({ group }) => [group, newGroup(cluster, "check-groups")]),
  );
  const instances = await Promise.all(named.map(async (each) => ({
    ...each,
    member: await joinGroup(cluster, {
      group: groups.get(each.group)!,
      topic,
      name: each.instance,
      config: { heartbeatInterval: 100 },
    }),
  })));
  const crews: Member[][] = [
    ...Map.groupBy(instances, ({ group }) => group).values(),
  ].map((crew) => crew.map(({ member }) => member));
  await Promise.all(crews.map((crew) => untilShared(crew, 4)));
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: ORDERS.map((value) => ({ value })) });
  await Promise.all(crews.map(untilAllRead));
  await Promise.all(instances.map(({ member }) => member.leave()));
  return instances.map(({ member, ...each }) => ({
    ...each,
    orders: member.records.map(({ value }) => value!),
  }));
}

/** Whatever the groups are, each of them reads all orders; two for each partition. */
async function untilAllRead(crew: Member[]): Promise<void> {
  for (const member of crew) {
    const own = 2 * member.partitions.length;
    await member.until(() => member.records.length >= own, `${own} orders`);
  }
}

function expectName(group: string, service: string, instance: string): void {
  if (typeof group === "string" && group !== "") return;
  throw new Refused(
    `For ${service}'s instance ${instance} your function returned ${
      Deno.inspect(group)
    }. A group is named by a text that isn't empty.`,
  );
}

function expectAll({ instance, group, orders }: Seen): void {
  const missing = ORDERS.find((order) => !orders.includes(order));
  if (!missing) return;
  throw new Refused(
    `The screen at the ${instance} showed ${orders.length} of ${ORDERS.length} orders, and order ${missing} was not among them. Who else is in the group "${group}"?`,
  );
}

function expectOnce(instances: Seen[]): void {
  const { service } = instances[0]!;
  for (const order of ORDERS) {
    const by = instances.filter(({ orders }) => orders.includes(order));
    if (by.length === 0) {
      throw new Refused(
        `Order ${order} never came to ${service}: another service in the group "${
          instances[0]!.group
        }" got it instead. What does a group share, and with whom should ${service} share it?`,
      );
    }
    if (by.length > 1) {
      throw new Refused(
        `Order ${order} came to ${
          by.map(({ instance }) => instance).join(" and to ")
        }, so ${service} did its work for it ${by.length} times. Their groups are ${
          by.map(({ group }) => `"${group}"`).join(" and ")
        }. What must two have in common to share?`,
      );
    }
  }
}
