import { join } from "node:path";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import { KILLED, type PackOn, type Shift, workShift } from "./shift.ts";

/** More orders than a place of one digit can count. */
const ORDERS: readonly string[] = Array.from(
  { length: 12 },
  (_, i) => String(1001 + i),
);
/** The order whose packing fails once; others come before and after it. */
const FAILING = "1007";

/**
 * Kills the reader's function before each parcel, one after the other, and has the next run go on.
 *
 * @param packOn The reader's function.
 * @param parent The folder for what the runs leave.
 * @throws {Refused} If a run does not begin with the order at which the run before it was killed.
 */
export async function refuseLateNotes(
  packOn: PackOn,
  parent: string,
): Promise<void> {
  let folder = await emptyFolder(parent, "run-0");
  for (const [i, order] of ORDERS.entries()) {
    const next = await emptyFolder(parent, `run-${i + 1}`);
    const found = await noteIn(folder);
    let isOut = false;
    const shift = await workShift(packOn, folder, ORDERS, () => {
      if (isOut) {
        copyFiles(folder, next); // as it is at this instant: a killed process writes no more
        throw KILLED;
      }
      isOut = true;
    });
    refuseWrongStart(shift, order, ORDERS[i - 1], found);
    if (shift.begun.length === 1) copyFiles(folder, next);
    folder = next;
  }
  const { begun: [again] } = await workShift(packOn, folder, ORDERS, () => {});
  if (again === undefined) return;
  throw new Refused(
    `All ${ORDERS.length} parcels had left, and your function waited for more lines. The next run packed ${again} again. What was noted when it began to wait?`,
  );
}

/** What stood at `place`, in words. */
async function noteIn(folder: string): Promise<string> {
  return await Deno.readTextFile(join(folder, "place.txt")).then(
    (note) => `at \`place\` stood ${JSON.stringify(note)}`,
    () => "there was no file at `place`",
  );
}

function refuseWrongStart(
  { begun: [first], error }: Shift,
  expected: string,
  before: string | undefined,
  found: string,
): void {
  if (error instanceof NotSolvedYet) throw error;
  if (first === expected) return;
  const killed = before === undefined
    ? "On its first run"
    : `Killed when ${before}'s parcel had left and ${expected} was to be packed, and started again,`;
  if (first === undefined) {
    throw new Refused(
      `${killed} your function packed nothing${
        error === undefined ? "" : `, and threw ${error}`
      }; ${found}. Where does it go on, by its note?`,
    );
  }
  throw new Refused(
    `${killed} your function began with ${first}; ${found}. ` +
      (first > expected
        ? `Who packs ${expected}? What does your function do first, and does it go by its note alone?`
        : first === before
        ? "Does your note name the line that is done or the one to go on with, and is it written when the next parcel is begun?"
        : "How many parcels leave between two of your notes, and is each note written when the next parcel is begun?"),
  );
}

/**
 * Has one order's packing fail once in the middle.
 *
 * @param packOn The reader's function.
 * @param parent The folder for what the runs leave.
 * @throws {Refused} If that order is passed over, or nobody learns of the failure.
 */
export async function refuseFailurePassedOver(
  packOn: PackOn,
  parent: string,
): Promise<void> {
  const folder = await emptyFolder(parent, "failing");
  let hasFailed = false;
  const pack = (order: string): void => {
    if (order !== FAILING || hasFailed) return;
    hasFailed = true;
    throw new Error(`Nobody could pack order ${order}`);
  };
  const shift = await workShift(packOn, folder, ORDERS, pack);
  if (!hasFailed) {
    throw new Refused(
      `Where nothing was noted yet, your function packed ${
        shift.begun.join(", ") || "nothing"
      }. What does it go by, if not by its note?`,
    );
  }
  const next = shift.begun[shift.begun.indexOf(FAILING) + 1];
  if (next !== undefined && next !== FAILING) {
    throw new Refused(
      `Packing ${FAILING} failed, and your function went on with ${next}. If ${FAILING} is ever packed, then after later ones. What may be noted of an order whose \`pack\` rejected?`,
    );
  }
  if (next === undefined && shift.end !== "threw") {
    throw new Refused(
      `Packing ${FAILING} failed, and your function ${
        shift.end === "returned"
          ? "ended as if all was done"
          : "waited for more lines"
      }. Who learns that ${FAILING} has not left?`,
    );
  }
  const packed = [...shift.begun];
  if (next === undefined) {
    const later = await workShift(packOn, folder, ORDERS, pack);
    if (later.begun[0] !== FAILING) {
      throw new Refused(
        `Packing ${FAILING} failed, and your function threw. Started again, it began with ${
          later.begun[0] ?? "nothing"
        }. What may be noted of an order whose \`pack\` rejected?`,
      );
    }
    packed.push(...later.begun);
  }
  packed.splice(packed.indexOf(FAILING), 1);
  if (packed.join() === ORDERS.join()) return;
  throw new Refused(
    `Packing ${FAILING} failed once. In all, your function packed ${
      packed.join(", ")
    }. Each of ${ORDERS.length} orders was to leave once, in sequence.`,
  );
}

async function emptyFolder(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await Deno.mkdir(folder);
  return folder;
}

/** Copies what one run has left to where the next one finds it, without letting anything else happen meanwhile. */
function copyFiles(from: string, to: string): void {
  for (const { name } of Deno.readDirSync(from)) {
    Deno.copyFileSync(join(from, name), join(to, name));
  }
}
