import type { ProcessTools } from "lab/processes.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** The reader's loop: works through one batch of one partition. */
export type Loop = (
  batch: ConsumerRecord[],
  mail: (record: ConsumerRecord) => Promise<void>,
  commit: (offset: bigint) => Promise<void>,
) => Promise<void>;

/** What the process of a loop is given. */
export type LoopInput = {
  /** The loop, as text. */
  loop: string;
  /** The group's full name. */
  group: string;
  /** The topic's full name; it has one partition. */
  topic: string;
  /** The number of mails after which the process is to be killed; `null` for none. */
  after: number | null;
  /** The offset whose mail is rejected, once; `null` for none. */
  refuses: string | null;
  /** Whether the first commit is rejected, and commits nothing. */
  losesCommit: boolean;
};

/** What the process of a loop reports, one of these at a time. */
export type LoopReport = {
  /** The offset whose mail went out. */
  mailed?: string;
  /** The number of mails that are on their way. */
  underWay?: number;
  /** The number of mails that were on their way when the loop was done. */
  left?: number;
  /** The number of commits that were on their way when the loop was done. */
  unsaid?: number;
  /** The offset whose mail began while a commit was on its way. */
  hasty?: string;
  /** The offset whose mail began after a rejected commit, and before another one. */
  unkept?: string;
  /** What the loop threw, as text. */
  threw?: string;
  /** It is time to kill the process. */
  dead?: true;
};

/**
 * Runs the reader's loop over a topic's records, and blocks when it is time to kill the process.
 *
 * It is sent to another process as text, so it sees nothing of this module.
 *
 * @param tools KafkaJS for the consumer; the loop and what happens to it as input; a report of each step.
 */
export async function runLoop(
  { kafka, input, report, functionFromText, forAWhile }: ProcessTools<
    LoopInput
  >,
): Promise<void> {
  const { setImmediate: turn } = await import("node:timers/promises");
  const loop = functionFromText<Loop>(input.loop);
  // A rejection that the loop does not wait for must not end the process.
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
      const mailed = new Set<bigint>();
      const commits: Promise<void>[] = [];
      let { refuses, losesCommit } = input;
      let unsaid = 0;
      let isUnkept = false;
      let isDead = false;
      let nextCall = Promise.withResolvers<void>();
      const called = (): void => {
        nextCall.resolve();
        nextCall = Promise.withResolvers();
      };
      const held = new Set(["mail", "commit"]);
      // The loop goes on as far as it can. The first mail and the first commit are held until it
      // calls again, or until for 300 ms it has had nothing to do but wait.
      const goOn = async (what: string): Promise<void> => {
        await turn();
        if (!held.delete(what)) return;
        await forAWhile(nextCall.promise, 300);
      };
      const die = (last: LoopReport = {}): Promise<void> => {
        isDead = true;
        report({ ...last, dead: true });
        return new Promise(() => {});
      };
      const deliver = async (): Promise<void> => {
        while (underWay.length > 0) {
          await goOn("mail");
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
        called();
        if (unsaid > 0) report({ hasty: String(offset) });
        if (isUnkept) report({ unkept: String(offset) });
        const own = { offset, ...Promise.withResolvers<void>() };
        underWay.push(own);
        report({ underWay: underWay.length });
        if (underWay.length === 1) void deliver();
        return own.promise;
      };
      const commit = (offset: bigint): Promise<void> => {
        called();
        const place = { topic, partition, offset: String(offset) };
        const send = async (): Promise<void> => {
          unsaid++;
          await goOn("commit");
          if (isDead) return;
          if (losesCommit) {
            [losesCommit, isUnkept] = [false, true];
            unsaid--;
            throw new Error("the broker did not answer");
          }
          await consumer.commitOffsets([place]);
          unsaid--;
          isUnkept = false;
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
