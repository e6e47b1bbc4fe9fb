import { join } from "node:path";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import { type PackOn, workShift } from "./shift.ts";

const ORDERS: readonly string[] = ["1001", "1002", "1003", "1004", "1005"];

/**
 * Takes the place away, so that no note can be written: before the function begins, or with the first parcel.
 *
 * @param packOn The reader's function.
 * @param parent The folder for what the run leaves.
 * @throws {Refused} If the function packs on without its note, or nobody learns of the failure.
 */
export async function refuseNoteForgotten(
  packOn: PackOn,
  parent: string,
): Promise<void> {
  await takePlaceAway(packOn, join(parent, "never-there"), false);
  await takePlaceAway(packOn, join(parent, "there-at-first"), true);
}

async function takePlaceAway(
  packOn: PackOn,
  folder: string,
  isThereAtFirst: boolean,
): Promise<void> {
  const home = join(folder, "home");
  await Deno.mkdir(isThereAtFirst ? home : folder, { recursive: true });
  let isTaken = !isThereAtFirst;
  const { begun: [first, next], end, error } = await workShift(
    packOn,
    folder,
    ORDERS,
    () => {
      if (!isTaken) Deno.removeSync(home, { recursive: true });
      isTaken = true;
    },
    join(home, "place.txt"),
  );
  if (error instanceof NotSolvedYet) throw error;
  // A function that makes the folder has a place to note in.
  if (await hasNotes(home)) return;
  const seen = `The folder of \`place\` was gone${
    isThereAtFirst ? " when the first parcel left" : ""
  }, so no note could be written`;
  if (next !== undefined) {
    throw new Refused(
      `${seen}, and your function packed ${first} and then ${next}. Is your note written when the next parcel is begun?`,
    );
  }
  if (end === "threw") return;
  throw new Refused(
    `${seen}. Your function packed ${first ?? "nothing"}, and ${
      end === "returned" ? "ended as if all was done" : "went on waiting"
    }. Who learns that the note is missing?`,
  );
}

/**
 * Puts a folder where the note should be, which can't be read as a file.
 *
 * @param packOn The reader's function.
 * @param parent The folder for what the run leaves.
 * @throws {Refused} If the function packs without knowing its place, or nobody learns of the failure.
 */
export async function refuseUnreadForgotten(
  packOn: PackOn,
  parent: string,
): Promise<void> {
  const folder = join(parent, "unreadable");
  const place = join(folder, "place.txt");
  await Deno.mkdir(place, { recursive: true });
  const shift = await workShift(packOn, folder, ORDERS, () => {}, place);
  const { begun: [first], end, error } = shift;
  if (error instanceof NotSolvedYet) throw error;
  const seen = "Something stood at `place` and could not be read";
  if (first !== undefined) {
    throw new Refused(
      `${seen}, and your function packed ${first}, as on a first run. Which error says that there is no note yet?`,
    );
  }
  if (end === "threw") return;
  throw new Refused(
    `${seen}. Your function packed nothing, and ${
      end === "returned" ? "ended as if all was done" : "went on waiting"
    }. Who learns that the place is unknown?`,
  );
}

async function hasNotes(folder: string): Promise<boolean> {
  return await Deno.stat(folder).then(() => true, () => false);
}
