import type { Cluster } from "workbook/cluster.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { BLOWS, type Day, tryWays, type Way } from "./handovers.ts";
import { Trouble } from "workbook/errors.ts";
import { refuseFailurePassedOver, refuseLateNotes } from "./place_kept.ts";
import type { PackOn } from "./shift.ts";
import {
  refuseNoteForgotten,
  refuseUnreadForgotten,
} from "./unusable_place.ts";

const [PARCEL_STAYS, PARCEL_GONE] = BLOWS;

/** The first five orders arrive at once, so that a place noted once for all of them is noted too late. */
const shop: Way["shop"] = ({ file }) => {
  let held = "";
  return async (order) => {
    held += `${order}\n`;
    if (Number(order) < 1005) return;
    const written = held;
    held = ""; // the next order may come before the disk has answered
    await Deno.writeTextFile(file, written, { append: true });
  };
};

/**
 * Checks exercise 1: a file's reader goes on where its killed predecessor was.
 *
 * @param cluster The cluster to check on.
 * @param packOn The reader's answer.
 * @returns The verdict.
 */
export function checkPlace(
  cluster: Cluster,
  packOn: PackOn,
): Promise<Verdict> {
  return check("place", async () => {
    // First what needs no other process: it takes no time.
    const folder = await Deno.makeTempDir({ prefix: "workbook-place-" });
    cluster.onClose(() => Deno.remove(folder, { recursive: true }));
    await refuseLateNotes(packOn, folder);
    await refuseFailurePassedOver(packOn, folder);
    await refuseNoteForgotten(packOn, folder);
    await refuseUnreadForgotten(packOn, folder);
    const way: Way = { name: "yours", shop, warehouse: packOn };
    const [stays, gone] = await tryWays(
      cluster,
      [way],
      [PARCEL_STAYS, PARCEL_GONE],
    ).catch((error) => {
      throw inWords(error);
    }) as [Day, Day];
    for (const day of [stays, gone]) await refuseWrong(day);
    return `Killed before 1005's parcel left: each order once. Killed right after: ${
      named(gone.twice)
    } went out twice, and no other; nobody can let a parcel go and note it in one instant. Killed before each of 12 parcels in turn: each order once. When packing failed, that order came again. And where the place could not be noted or read, nothing more was packed. A file, a place, and work before the note: that is a partition with one group.`;
  });
}

function inWords(error: unknown): unknown {
  if (!(error instanceof Trouble)) return error;
  if (error.message.includes("NotSolvedYet")) return new NotSolvedYet();
  if (error.message.includes("ReferenceError")) {
    return new Refused(
      `${error.message}. In the other process there is nothing of this notebook. What is your function given?`,
    );
  }
  return new Refused(
    `${error.message}. Do all lines get packed, those that come later too?`,
  );
}

async function refuseWrong(day: Day): Promise<void> {
  const when = day.blow === PARCEL_STAYS
    ? "Killed before 1005's parcel left"
    : "Killed right after 1005's parcel had left";
  const lost = day.verdict.findings.lost.map(({ id }) => id);
  const repeated = day.twice.filter((order) =>
    day.blow === PARCEL_STAYS || order !== "1005"
  );
  const noted = await Deno.readTextFile(day.site.place).catch(() => null);
  if (lost.length > 0) {
    throw new Refused(
      `${when}: ${named(lost)} had been thanked for and never went out. ` +
        (lost.includes("1006")
          ? "Those lines were written while nobody read. Where does a successor begin?"
          : "What had your function noted at the moment of the kill, and what had it packed?"),
    );
  }
  if (repeated.length === 0) return;
  const twice = `${when}: ${named(repeated)} went out twice. `;
  if (noted === null) {
    // Also when the successor was ended between its last parcel and its note.
    throw new Refused(
      `${twice}How many parcels leave between two of your notes? When the last one had left, there was no file at \`place\` yet.`,
    );
  }
  throw new Refused(
    twice +
      (repeated.length === 1
        ? "By the note its successor had to pack it. Which line does your number name: the one that is done, or the one to go on with?"
        : "They lay in the file together with 1005. How many parcels leave between two of your notes?"),
  );
}

function named(orders: string[]): string {
  return orders.length > 1
    ? `${orders.slice(0, -1).join(", ")} and ${orders.at(-1)}`
    : orders.join();
}
