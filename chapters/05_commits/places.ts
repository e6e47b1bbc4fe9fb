import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { type Attempt, attemptsOf, fillRun, type Run } from "./attempts.ts";
import { fillOnce } from "./filled_topics.ts";

/** Where a partition goes on, as KafkaJS takes it. */
interface Place {
  partition: number;
  offset: string;
}

const RUN: Run = ["0 1 2 3", "3 4 [5] 6 7", "[0] 1 2"];
/** Two refused, at 9 and 10, and at 99 and 100; and gaps, where transactions have ended. */
const GAPPY: Run = [
  "8 [9] [10] 11",
  "2 5 6 9 10",
  "97 98 [99] [100] 101",
  "0 2",
];

/**
 * Checks exercise 1: which offset to commit when some of the work has failed.
 *
 * @param cluster The cluster to check on.
 * @param placesAfter The reader's answer.
 * @returns The verdict.
 */
export function checkPlaces(
  cluster: Cluster,
  placesAfter: (attempts: Attempt[]) => Place[],
): Promise<Verdict> {
  return check("places", async () => {
    const goesOn = await tryRun(cluster, placesAfter, RUN);
    await tryRun(cluster, placesAfter, GAPPY);
    return `The group goes on at ${
      goesOn.map((offset, partition) => `${offset} of partition ${partition}`)
        .join(", at ")
    }. Nobody is left out. The four mails that went out after a refused one will go out again, and no offset could have spared them.`;
  });
}

/** Commits the answer to a run on a real topic, and returns where the group goes on. */
async function tryRun(
  cluster: Cluster,
  placesAfter: (attempts: Attempt[]) => Place[],
  run: Run,
): Promise<bigint[]> {
  const attempts = run.flatMap(attemptsOf);
  const interleaved = attempts.toSorted((a, b) =>
    Number(a.offset - b.offset) || a.partition - b.partition
  );
  const places = placesAfter(interleaved.map((each) => ({ ...each })));
  refuseForm(places);
  const goesOn = await commit(cluster, run, places);
  goesOn.forEach((offset, partition) => {
    const own = attempts.filter((each) => each.partition === partition);
    const isNamed = places.some((place) => place.partition === partition);
    refuseLoss(own, partition, offset);
    refuseRepeat(own, partition, offset, isNamed);
    refuseBeyond(own, partition, offset);
  });
  return goesOn;
}

function refuseForm(places: unknown): asserts places is Place[] {
  const isPlace = (place: Partial<Place> | null): boolean =>
    Number.isInteger(place?.partition) && typeof place?.offset === "string" &&
    /^\d+$/.test(place.offset);
  if (!Array.isArray(places) || !places.every(isPlace)) {
    throw new Refused(
      `KafkaJS takes a list such as [{ partition: 0, offset: "7" }], with the offset as text, but your function gave ${
        Deno.inspect(places)
      }.`,
    );
  }
  const partitions = places.map(({ partition }) => partition);
  const twice = partitions.find((partition, i) =>
    partitions.indexOf(partition) !== i
  );
  if (twice === undefined) return;
  throw new Refused(
    `Your answer names partition ${twice} more than once. A group has one place in it. Which of yours is it?`,
  );
}

/** Commits on a real topic, and asks the broker where the group goes on. */
async function commit(
  cluster: Cluster,
  run: Run,
  places: Place[],
): Promise<bigint[]> {
  const partitions = run.length;
  const topic = await fillOnce(
    cluster,
    `places ${run}`,
    () => fillRun(cluster, run),
  );
  const group = newGroup(cluster, "check-places");
  const stray = places.find(({ partition }) => partition >= partitions);
  if (stray) {
    throw new Refused(
      `Your answer names partition ${stray.partition}, and no record came from there.`,
    );
  }
  const name = "mailer";
  await using member = await joinGroup(cluster, {
    group,
    topic,
    name,
    autoCommit: false,
  });
  // What was done before this run, and then the answer.
  const before = run.map((each, partition) => ({
    partition,
    offset: String(attemptsOf(each, partition)[0]!.offset),
  }));
  for (const each of [before, places]) {
    if (each.length === 0) continue;
    await member.consumer.commitOffsets(
      each.map(({ partition, offset }) => ({ topic, partition, offset })),
    );
  }
  const lags = await measureLag(cluster, group, topic);
  return lags.map(({ committed }) => committed ?? 0n);
}

function refuseLoss(
  attempts: Attempt[],
  partition: number,
  goesOn: bigint,
): void {
  const lost = attempts.find(({ offset, mailed }) =>
    !mailed && offset < goesOn
  );
  if (!lost) return;
  throw new Refused(
    `The group now goes on at offset ${goesOn} of partition ${partition}. The mail for offset ${lost.offset} was refused, and nobody will look at that order again. ` +
      `What does a committed offset say: that one record is done, or that all before it are?`,
  );
}

function refuseRepeat(
  attempts: Attempt[],
  partition: number,
  goesOn: bigint,
  isNamed: boolean,
): void {
  const undone = attempts.findIndex(({ mailed }) => !mailed);
  const done = undone < 0 ? attempts : attempts.slice(0, undone);
  const again = done.filter(({ offset }) => offset >= goesOn);
  if (again.length === 0) return;
  const offsets = again.map(({ offset }) => offset).join(", ");
  throw new Refused(
    `The group now goes on at offset ${goesOn} of partition ${partition}, so a second mail goes out for ${offsets}, though nothing before was refused. ` +
      (isNamed
        ? "Which offset is the first that still needs a mail?"
        : "Which partitions does your answer name?"),
  );
}

function refuseBeyond(
  attempts: Attempt[],
  partition: number,
  goesOn: bigint,
): void {
  const { offset } = attempts.at(-1)!;
  if (goesOn <= offset + 1n) return;
  throw new Refused(
    `The group now goes on at offset ${goesOn} of partition ${partition}. The last record that the mailer had from there is at ${offset}, and the next one may come at ${
      offset + 1n
    }. Who will mail that one?`,
  );
}
