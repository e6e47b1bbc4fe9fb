import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { type ProcessTools, startProcess } from "lab/processes.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** The reader's loop: works through one batch of one partition. */
export type Loop = (
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
) => Promise<void>;

/** What a loop did until its process was killed. */
export interface Autopsy {
  /** The offsets whose mail went out, in that order. */
  mailed: bigint[];
  /** The group's committed offset; `null` when nothing was committed. */
  committed: bigint | null;
  /** The most mails that were on their way at the same time. */
  most: number;
  /** How many mails were on their way when the loop was done; `null` when it was killed before that. */
  left: number | null;
  /** How many commits were on their way when the loop was done; none of them arrived. */
  unsaid: number;
  /** The first offset whose mail began while a commit was on its way; `null` when each waited. */
  hasty: bigint | null;
  /** What the loop threw, as text; `null` for nothing. */
  threw: string | null;
}

/** When the process is killed, and which mail is refused. */
export interface Misfortune {
  /** The number of mails after which the process is killed; when left out, it is once the loop is done. */
  after?: number;
  /** The offset whose mail is rejected, once; none when left out. */
  refuses?: bigint;
}

type Input = {
  loop: string;
  group: string;
  topic: string;
  after: number | null;
  refuses: string | null;
};
type Report = {
  mailed?: string;
  underWay?: number;
  left?: number;
  hasty?: string;
  unsaid?: number;
  threw?: string;
  dead?: true;
};

/**
 * Runs a loop over a topic's records in a process of its own, and kills it at the worst moment.
 *
 * It is killed as soon as a commit covers a record that has no mail yet; else after a number of
 * mails; else when the loop is done. Of the mails on their way the last is always the first to
 * arrive, and a commit is quicker than a mail.
 *
 * @param cluster The cluster whose brokers the process talks to.
 * @param loop The reader's loop; sent to the process as text.
 * @param topic The topic's full name; it has one partition.
 * @param misfortune The moment at which the process is killed, and the mail that is refused.
 * @returns What the loop did.
 * @throws {Trouble} If the process fails by itself, or the loop is not done after 8 s.
 */
export async function crashLoop(
  cluster: Cluster,
  loop: Loop,
  topic: string,
  { after, refuses }: Misfortune = {},
): Promise<Autopsy> {
  const group = newGroup(cluster, "check-four");
  const input = {
    loop: String(loop),
    group,
    topic,
    after: after ?? null,
    refuses: refuses === undefined ? null : String(refuses),
  };
  await using dying = startProcess<Input, Report>(cluster, consume, input);
  await dying.until(
    (reports) => reports.some(({ dead }) => dead),
    "your loop to be done with its twelve records",
    8_000,
  );
  await dying.kill();
  const reported = <T>(part: (report: Report) => T | undefined): T[] =>
    dying.reports.flatMap((report) => part(report) ?? []);
  const [place] = await measureLag(cluster, group, topic);
  return {
    mailed: reported(({ mailed }) => mailed).map(BigInt),
    committed: place!.committed,
    most: Math.max(0, ...reported(({ underWay }) => underWay)),
    left: reported(({ left }) => left)[0] ?? null,
    unsaid: reported(({ unsaid }) => unsaid)[0] ?? 0,
    hasty: reported(({ hasty }) => hasty).map(BigInt)[0] ?? null,
    threw: reported(({ threw }) => threw)[0] ?? null,
  };
}

/** Runs in the process: sees nothing of this module. */
async function consume(
  { kafka, input, report, functionFromText }: ProcessTools<Input>,
): Promise<void> {
  const loop = functionFromText<Loop>(input.loop);
  // A refused mail that the loop does not wait for must not end the process.
  addEventListener("unhandledrejection", (event) => event.preventDefault());
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
      type Mail = { offset: bigint } & PromiseWithResolvers<void>;
      const underWay: Mail[] = [];
      let refuses = input.refuses;
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
          const { offset, resolve, reject } = underWay.at(-1)!;
          if (String(offset) === refuses) {
            refuses = null;
            underWay.pop();
            reject(new Error(`the mail server refused offset ${offset}`));
            continue;
          }
          mailed.add(offset);
          report({ mailed: String(offset) });
          if (mailed.size === input.after) return die();
          underWay.pop();
          resolve();
        }
      };
      const mail = ({ offset }: ConsumerRecord): Promise<void> => {
        if (unsaid > 0) report({ hasty: String(offset) });
        const own = { offset, ...Promise.withResolvers<void>() };
        underWay.push(own);
        report({ underWay: underWay.length });
        if (underWay.length === 1) void deliver();
        return own.promise;
      };
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
