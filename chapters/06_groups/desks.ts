import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup, untilShared } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";

/** Partitions, orders an hour, how many of them a desk packs, and the fewest desks; `null` where none will do. */
const CASES = [
  [6, 600, 250, 3],
  [6, 600, 190, 6],
  [6, 600, 310, 2],
  [6, 600, 700, 1],
  [6, 600, 90, null],
  // No even numbers: the share of a partition has no end, and the limit is met exactly.
  [7, 29, 29, 1],
  [7, 29, 28, 2],
  [5, 1000, 400, 3],
  [5, 1000, 399, 5],
  [11, 1210, 440, 3],
  [11, 1210, 109, null],
] as const;

/**
 * Checks exercise 1: the fewest members of a group that keep up.
 *
 * @param cluster The cluster to check on.
 * @param desksNeeded The reader's answer.
 * @returns The verdict.
 */
export function checkDesksNeeded(
  cluster: Cluster,
  desksNeeded: (
    partitions: number,
    perHour: number,
    perDesk: number,
  ) => number | null,
): Promise<Verdict> {
  return check("desks", async () => {
    for (const [partitions, perHour, perDesk, fewest] of CASES) {
      const answer = desksNeeded(partitions, perHour, perDesk);
      if (answer === fewest) continue;
      const asked =
        `${partitions} partitions, ${perHour} orders an hour, ${perDesk} an hour for a desk: your answer is ${
          Deno.inspect(answer)
        }.`;
      if (answer !== null && !(Number.isInteger(answer) && answer > 0)) {
        throw new Refused(
          `${asked} Expected a number of desks, 1 or more, or null. Can half a desk join a group?`,
        );
      }
      const each = perHour / partitions;
      if (answer === null) {
        throw new Refused(
          `${asked} But a desk with a single partition has ${
            inOrders(each)
          } an hour, and that it can do. With how many desks has every desk so little?`,
        );
      }
      const most = await mostPartitions(cluster, partitions, answer);
      if (fewest !== null && answer > fewest) {
        throw new Refused(
          `${asked} It works: in a real group the busiest of ${answer} desks has ${
            count(most)
          }, and with them ${
            inOrders(most * each)
          } an hour. But fewer would do. How many partitions can one desk take?`,
        );
      }
      throw new Refused(
        `${asked} In a real group of ${answer} the busiest desk got ${
          count(most)
        }, and with them ${inOrders(most * each)} an hour. ${
          answer > partitions
            ? `And ${
              answer - partitions
            } of the desks got none. What can another desk still take from it?`
            : "Do all of them have that many? Who keeps Lantern waiting?"
        }`,
      );
    }
    const most = await mostPartitions(cluster, 6, 4);
    return `You saw that four desks are no better than three: with six partitions the busiest of a real group of four had ${
      count(most)
    }.`;
  });
}

/** How many partitions the busiest member of a real group gets. */
async function mostPartitions(
  cluster: Cluster,
  partitions: number,
  members: number,
): Promise<number> {
  const topic = await createTopic(cluster, "check-desks", { partitions });
  const group = newGroup(cluster, "check-desks");
  const config = { heartbeatInterval: 100 };
  // More than one beyond the partitions would show nothing new.
  const names = Array.from(
    { length: Math.min(members, partitions + 1) },
    (_, i) => `desk ${i + 1}`,
  );
  const desks = await Promise.all(
    names.map((name) => joinGroup(cluster, { group, topic, name, config })),
  );
  await untilShared(desks, partitions);
  const most = Math.max(...desks.map((desk) => desk.partitions.length));
  await Promise.all(desks.map((desk) => desk.leave()));
  return most;
}

function inOrders(perHour: number): string {
  return `${Math.round(perHour * 100) / 100} orders`;
}

function count(partitions: number): string {
  return `${partitions} partition${partitions === 1 ? "" : "s"}`;
}
