import type { Cluster } from "workbook/cluster.ts";
import type { Member, MemberEvent, MemberOptions } from "workbook/groups.ts";
import { type ProcessTools, startProcess } from "lab/processes.ts";

/** The group that a member in a process of its own joins, its topic, and KafkaJS's settings. */
type ProcessOptions = Pick<
  MemberOptions,
  "group" | "topic" | "name" | "config"
>;

/** A member of a consumer group that can die without having left. */
export interface KillableMember
  extends
    AsyncDisposable,
    Pick<Member, "name" | "partitions" | "events" | "until"> {
  /** Ends its process at once (`kill -9`): the member does not leave its group. */
  kill(): Promise<void>;
}

/** An event of the member, as its process reports it. */
interface Report {
  at: number;
  kind: "assign" | "revoke" | "fetch";
  partitions: number[];
}

/**
 * Joins a consumer group from a process of its own, so that the member can be killed.
 *
 * It takes part in the group and does nothing with the records: its offsets stay uncommitted.
 *
 * @param cluster The cluster whose brokers it talks to; closing the connection kills it.
 * @param options The group to join, its topic, the member's name, and settings of KafkaJS.
 * @returns The member, once it has its first assignment and has asked for records.
 * @throws {Trouble} If its process ends before that, or it has asked for none after 15 s.
 *
 * @example A member dies
 * ```ts ignore
 * const bo = await joinFromProcess(cluster, { group, topic, name: "bo" });
 * await bo.kill();
 * await untilShared([ada], 3); // after the session timeout
 * ```
 */
export async function joinFromProcess(
  cluster: Cluster,
  { group, topic, name, config = {} }: ProcessOptions,
): Promise<KillableMember> {
  const event = (
    kind: MemberEvent["kind"],
    at = Date.now(),
    partitions: number[] = [],
  ): MemberEvent => ({ at: new Date(at), member: name, kind, partitions });
  const joined = event("join");
  let killed: MemberEvent | undefined;
  const input = { group, topic, config };
  const process = startProcess<typeof input, Report>(cluster, takePart, input);
  const member: KillableMember = {
    name,
    get partitions() {
      const last = killed ?? member.events.at(-1)!;
      return last.kind === "assign" ? [...last.partitions ?? []] : [];
    },
    get events() {
      const reported = process.reports.flatMap(({ at, kind, partitions }) =>
        kind === "fetch" ? [] : [event(kind, at, partitions)]
      );
      return [joined, ...reported, ...(killed ? [killed] : [])];
    },
    until: (isTrue, what, deadlineMs) =>
      process.until(() => isTrue(), `${what} (member ${name})`, deadlineMs),
    async kill(): Promise<void> {
      killed ??= event("crash");
      await process.kill();
    },
    [Symbol.asyncDispose]: () => member.kill(),
  };
  await process.until(
    (reports) => reports.some(({ kind }) => kind === "fetch"),
    `member ${name} to read`,
  );
  return member;
}

/** Runs in the process: sees nothing of this module. */
async function takePart(
  { kafka, input, report }: ProcessTools<
    Required<Omit<ProcessOptions, "name">>
  >,
): Promise<void> {
  const { group, topic, config } = input;
  const consumer = kafka.consumer({ groupId: group, ...config });
  const { GROUP_JOIN, REBALANCING, FETCH, CRASH } = consumer.events;
  let held: number[] = [];
  const note = (kind: string, partitions: number[] = []): void =>
    report({ at: Date.now(), kind, partitions });
  consumer.on(GROUP_JOIN, ({ payload }) => {
    held = (payload.memberAssignment[topic] ?? []).toSorted((a, b) => a - b);
    note("assign", held);
  });
  consumer.on(REBALANCING, () => note("revoke", held));
  const forget = consumer.on(FETCH, () => {
    forget();
    note("fetch");
  });
  const failed = new Promise<never>((_, reject) =>
    consumer.on(CRASH, ({ payload: { error, restart } }) => {
      if (!restart) reject(error);
    })
  );
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: () => Promise.resolve(),
  });
  await failed; // or goes on until it is killed
}
