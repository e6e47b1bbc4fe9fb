import type { Consumer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { type Displayable, show } from "pictures/display.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { lanes } from "pictures/lanes.ts";
import { measureLag } from "workbook/offsets.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { rebalanceTimeline } from "pictures/timelines.ts";
import { offsetRanges } from "workbook/topics.ts";
import {
  type DemonstrateRebalancing,
  refuseStartForgotten,
  refuseTopicForgotten,
} from "./failed_stages.ts";
import { orderOf } from "./shop.ts";
import { RebalanceStage } from "./rebalance_stage.ts";

const PARTITIONS = 4;
const MEMBERS = 3;
/** How long the last commit may take. */
const COMMIT_MS = 2_000;

let lastPacked = lanes([], {
  partitions: PARTITIONS,
  title: "Nothing is packed yet",
});

/**
 * Draws who packed which order when phase 4 was checked last.
 *
 * @returns The lanes of the stage's topic; empty ones before the first check.
 */
export function packedOrders(): Displayable {
  return lastPacked;
}

/**
 * Checks phase 4: forty orders and three members who come one after the other, drawn as a timeline.
 *
 * @param cluster The cluster to check on.
 * @param demonstrate The reader's answer.
 * @returns The verdict.
 */
export function checkDemonstrateRebalancing(
  cluster: Cluster,
  demonstrate: DemonstrateRebalancing,
): Promise<Verdict> {
  return check("rebalance", async () => {
    await using stage = await RebalanceStage.open(cluster);
    const consumers = await demonstrate(stage);
    if (Array.isArray(consumers)) stage.adopt(consumers);
    await expectStored(cluster, stage);
    expectMembers(stage, consumers);
    await stage.untilAllPacked();
    const records = await readToEnd(cluster, stage.topic);
    await show(rebalanceTimeline(stage.notes.events, {
      title: "Three members come, one after the other",
      until: new Date(),
    }));
    lastPacked = drawPacked(stage, records);
    await expectSettled(stage);
    expectOneByOne(stage, records);
    const open = await uncommitted(cluster, stage);
    if (open > 0n) {
      throw new Refused(
        `All orders are packed, no more is to be done, and the group has not committed ${open} of them. Who will pack them again?`,
      );
    }
    await refuseTopicForgotten(cluster, stage.producer, demonstrate);
    await refuseStartForgotten(cluster, stage.producer, demonstrate);
    const again = stage.packed.length - stage.events.length;
    return `The first desk had all ${PARTITIONS} partitions, then shared them with the second, then with the second and the third. ${stage.events.length} orders are packed (${stage.tally()}), ${
      again === 0 ? "none of them twice" : `${again} of them twice`
    }, and all of it is committed.`;
  });
}

async function expectStored(
  cluster: Cluster,
  { topic, events }: RebalanceStage,
): Promise<void> {
  if (!(await cluster.admin.listTopics()).includes(topic)) {
    throw new Refused(
      `There is no topic "${topic}". Which function of phase 1 makes one?`,
    );
  }
  const stored = await offsetRanges(cluster, topic);
  if (stored.length !== PARTITIONS) {
    throw new Refused(
      `"${topic}" should have ${PARTITIONS} partitions and has ${stored.length}. What can three members share of that?`,
    );
  }
  const count = stored.reduce((sum, { end }) => sum + end, 0n);
  if (count === BigInt(events.length)) return;
  throw new Refused(
    `The stage has ${events.length} events, and the topic holds ${count}. Which function of phase 2 sends them?`,
  );
}

function expectMembers(stage: RebalanceStage, consumers: Consumer[]): void {
  const came = stage.members();
  if (came.length < MEMBERS) {
    throw new Refused(
      `${came.length} of ${MEMBERS} members came${
        came.length > 0 ? `: ${came.join(" and ")}` : ""
      }. What do the others wait for?`,
    );
  }
  if (Array.isArray(consumers) && consumers.length >= MEMBERS) return;
  throw new Refused(
    `${came.length} members came, and your function gave back ${
      Array.isArray(consumers) ? consumers.length : "no"
    } consumers. How should anyone stop the rest?`,
  );
}

function drawPacked(
  stage: RebalanceStage,
  records: ConsumerRecord[],
): Displayable {
  return lanes(records, {
    title: "Who packed which order",
    partitions: PARTITIONS,
    by: { name: "Packed by", of: (record) => stage.packerOf(record) },
    label: (record) => orderOf(record),
  });
}

function expectOneByOne(
  stage: RebalanceStage,
  records: ConsumerRecord[],
): void {
  const [first] = stage.members();
  const hands = stage.notes.of(first!).filter(({ kind }) => kind === "assign");
  const late = records.filter(({ timestamp }) => timestamp > hands[0]!.at);
  if (late.length > 0) {
    throw new Refused(
      `${late.length} of ${records.length} orders were sent after ${first} had joined. A rebalance that finds no work in hand disturbs nobody. What should be there first?`,
    );
  }
  const sizes = hands.map(({ partitions }) => partitions?.length ?? 0);
  if (sizes.includes(4) && sizes.includes(2) && hands.length >= MEMBERS) return;
  throw new Refused(
    `The first, ${first}, was dealt ${hands.length} hand${
      hands.length === 1 ? "" : "s"
    }, of ${
      sizes.join(", then ")
    } partitions. Members that come together are dealt to together, and there is little to see. Whom should the next one wait for?`,
  );
}

/** Refuses a member that was given its work while the group was not at rest with those before it. */
async function expectSettled(stage: RebalanceStage): Promise<void> {
  for (const { member, before, count, state } of await stage.arrivals()) {
    if (before === 0 || (state === "Stable" && count === before)) continue;
    // The coordinator may answer when the new member is on its way already.
    if (stage.notes.wasSharedBefore(member, PARTITIONS)) continue;
    throw new Refused(
      `${before} had been given work when you gave ${member} its own, and the group had ${count} members, in state ${state}. Members that come together are dealt to together, and there is little to see. What tells you that a group is at rest?`,
    );
  }
}

/** How many records the group has not committed, some seconds after the last was packed: a commit takes a moment. */
async function uncommitted(
  cluster: Cluster,
  { group, topic }: RebalanceStage,
): Promise<bigint> {
  let open = 0n;
  await untilAnswered(
    async () => {
      const lag = await measureLag(cluster, group, topic);
      open = lag.reduce((sum, each) => sum + each.lag, 0n);
      return open === 0n;
    },
    COMMIT_MS,
    () => new Error("not all is committed"),
  ).catch(() => {}); // the check says so
  return open;
}
