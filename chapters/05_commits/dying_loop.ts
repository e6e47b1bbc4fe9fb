import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { type ProcessTools, startProcess } from "lab/processes.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** Works through one batch of one partition. */
export type Loop = (
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
) => Promise<void>;

/** What was seen of a loop until its process was killed. */
export interface Autopsy {
  /** The offsets whose mail went out, in that order. */
  mailed: bigint[];
  /** Where the group goes on; `null` when nothing was committed. */
  committed: bigint | null;
  /** The most mails that were on their way at the same time. */
  most: number;
  /** How many were on their way when the loop was done; `null` when death came before that. */
  left: number | null;
  /** How many commits were on their way then; none of them arrived. */
  unsaid: number;
  /** What the loop threw. */
  threw: string | null;
}

type Input = { loop: string; group: string; topic: string; after: number };
type Report = {
  mailed?: string;
  underWay?: number;
  left?: number;
  unsaid?: number;
  threw?: string;
  dead?: true;
};

/**
 * Runs a loop over a topic's records in a process of its own, and kills it at the worst moment.
 *
 * It dies as soon as a commit covers a record that has no mail yet; else after a number of mails;
 * else when the loop is done. Of the mails on their way the last is always the first to arrive,
 * and a commit is quicker than a mail.
 *
 * @param after How many mails it may send at most before it dies.
 */
export async function runToDeath(
  cluster: Cluster,
  loop: Loop,
  topic: string,
  after: number,
): Promise<Autopsy> {
  const group = newGroup(cluster, "check-four");
  const input = { loop: String(loop), group, topic, after };
  await using dying = startProcess<Input, Report>(cluster, consume, input);
  await dying.until(
    (reports) => reports.some(({ dead }) => dead),
    "your loop to be done with its twelve records",
    8_000,
  );
  await dying.kill();
  const told = <T>(part: (report: Report) => T | undefined): T[] =>
    dying.reports.flatMap((report) => part(report) ?? []);
  const [place] = await measureLag(cluster, group, topic);
  return {
    mailed: told(({ mailed }) => mailed).map(BigInt),
    committed: place!.committed,
    most: Math.max(0, ...told(({ underWay }) => underWay)),
    left: told(({ left }) => left)[0] ?? null,
    unsaid: told(({ unsaid }) => unsaid)[0] ?? 0,
    threw: told(({ threw }) => threw)[0] ?? null,
  };
}

/** The other process; it sees nothing of this module. */
async function consume(
  { kafka, input, report }: ProcessTools<Input>,
): Promise<void> {
  const loop: Loop = new Function(`return (${input.loop})`)();
  const consumer = kafka.consumer({
    groupId: input.group,
    sessionTimeout: 2_000,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [input.topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { topic, partition, messages } }) => {
      const batch = messages.map(({ offset, value, timestamp }) => ({
        topic,
        partition,
        offset: BigInt(offset),
        timestamp: new Date(Number(timestamp)),
        key: null,
        value: String(value),
        headers: {},
      }));
      const underWay: { offset: bigint; arrived: () => void }[] = [];
      const mailed = new Set<bigint>();
      const commits: Promise<void>[] = [];
      let unsaid = 0;
      let isDead = false;
      // The loop goes on as far as it can.
      const quiet = (): Promise<void> =>
        new Promise((done) => setTimeout(done));
      const die = (last: Report = {}): Promise<void> => {
        isDead = true;
        report({ ...last, dead: true });
        return new Promise(() => {});
      };
      const deliver = async (): Promise<void> => {
        while (underWay.length > 0) {
          await quiet();
          await Promise.allSettled(commits);
          if (isDead) return;
          const { offset, arrived } = underWay.at(-1)!;
          mailed.add(offset);
          report({ mailed: String(offset) });
          if (mailed.size === input.after) return die();
          underWay.pop();
          arrived();
        }
      };
      const mail = ({ offset }: ConsumerRecord): Promise<void> =>
        new Promise((arrived) => {
          underWay.push({ offset, arrived });
          report({ underWay: underWay.length });
          if (underWay.length === 1) void deliver();
        });
      const commit = (offset: bigint): Promise<void> => {
        const place = { topic, partition, offset: String(offset) };
        const send = async (): Promise<void> => {
          unsaid++;
          await quiet();
          if (isDead) return;
          await consumer.commitOffsets([place]);
          unsaid--;
          const isTrue = batch.every((record) =>
            record.offset >= offset || mailed.has(record.offset)
          );
          if (!isTrue) await die();
        };
        const done = send();
        commits.push(done);
        return done;
      };
      await Promise.resolve()
        .then(() => loop([...batch], mail, commit))
        .then(() => die({ left: underWay.length, unsaid }))
        .catch((error) => die({ threw: String(error) }));
    },
  });
  await new Promise(() => {});
}
