import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { startProcess } from "lab/processes.ts";
import {
  type Loop,
  type LoopInput,
  type LoopReport,
  runLoop,
} from "./loop_process.ts";

export type { Loop } from "./loop_process.ts";

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
  /** The first offset whose mail began after a rejected commit, and before another one; `null` for none. */
  unkept: bigint | null;
  /** What the loop threw, as text; `null` for nothing. */
  threw: string | null;
}

/** When the process is killed, and which mail and commit are rejected. */
export interface Misfortune {
  /** The number of mails after which the process is killed; when left out, it is once the loop is done. */
  after?: number;
  /** The offset whose mail is rejected, once; none when left out. */
  refuses?: bigint;
  /** Whether the first commit is rejected; it is not when left out. */
  losesCommit?: boolean;
}

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
 * @param misfortune The moment at which the process is killed, and what is rejected.
 * @returns What the loop did.
 * @throws {Trouble} If the process fails by itself, or the loop is not done after 8 s.
 */
export async function crashLoop(
  cluster: Cluster,
  loop: Loop,
  topic: string,
  { after, refuses, losesCommit = false }: Misfortune = {},
): Promise<Autopsy> {
  const group = newGroup(cluster, "check-four");
  const input = {
    loop: String(loop),
    group,
    topic,
    after: after ?? null,
    refuses: refuses === undefined ? null : String(refuses),
    losesCommit,
  };
  await using dying = startProcess<LoopInput, LoopReport>(
    cluster,
    runLoop,
    input,
  );
  await dying.until(
    (reports) => reports.some(({ dead }) => dead),
    "your loop to be done with its twelve records",
    8_000,
  );
  await dying.kill();
  const reported = <T>(part: (report: LoopReport) => T | undefined): T[] =>
    dying.reports.flatMap((report) => part(report) ?? []);
  const [place] = await measureLag(cluster, group, topic);
  return {
    mailed: reported(({ mailed }) => mailed).map(BigInt),
    committed: place!.committed,
    most: Math.max(0, ...reported(({ underWay }) => underWay)),
    left: reported(({ left }) => left)[0] ?? null,
    unsaid: reported(({ unsaid }) => unsaid)[0] ?? 0,
    hasty: reported(({ hasty }) => hasty).map(BigInt)[0] ?? null,
    unkept: reported(({ unkept }) => unkept).map(BigInt)[0] ?? null,
    threw: reported(({ threw }) => threw)[0] ?? null,
  };
}
