import { join } from "node:path";
import { within } from "workbook/waiting.ts";
import type { Site } from "./handovers.ts";

/** The reader's function: packs the lines of a file, and notes its place. */
export type PackOn = (site: Site) => unknown;

/** What a run of the reader's function did, until it ended or had nothing left to do. */
export interface Shift {
  /** The orders that it began to pack, in that order. */
  begun: string[];
  /** Whether the function returned, threw, was stopped, or waited for more lines. */
  end: "returned" | "threw" | "stopped" | "waited";
  /** The error that it threw; `undefined` for none. */
  error?: unknown;
}

/** What `pack` throws to stop a shift as a kill does: the function never goes on. */
export const KILLED: unique symbol = Symbol("killed");

const PATIENCE_MS = 10_000;
/** How many lines the file has when the function begins. */
const AT_FIRST = 5;

/**
 * Runs the reader's function in this program, until it ends, is stopped, or has nothing to do but wait.
 *
 * @param packOn The reader's function.
 * @param folder The folder with the function's place.
 * @param orders The lines of the file; the first five are there at once.
 * @param pack Called when the function begins to pack an order. It throws {@linkcode KILLED} to stop
 * the function there, and anything else to have that packing fail.
 * @param place The path of the function's place; in the folder when left out.
 * @returns What the function did.
 */
export async function workShift(
  packOn: PackOn,
  folder: string,
  orders: readonly string[],
  pack: (order: string) => void,
  place: string = join(folder, "place.txt"),
): Promise<Shift> {
  const begun: string[] = [];
  const file = join(folder, "orders.txt");
  const over = Promise.withResolvers<Omit<Shift, "begun">>();
  const forever = (): Promise<never> => new Promise(() => {});

  async function* follow(): AsyncGenerator<string[]> {
    // Some changes bring no new line: other programs touch a file, too.
    for (const length of [AT_FIRST, orders.length, orders.length]) {
      const lines = orders.slice(0, length);
      await Deno.writeTextFile(file, `${lines.join("\n")}\n`);
      yield lines;
    }
    over.resolve({ end: "waited" });
    await forever();
  }
  const packOne = async (order: string): Promise<void> => {
    begun.push(order);
    try {
      await pack(order);
    } catch (error) {
      if (error !== KILLED) throw error;
      over.resolve({ end: "stopped" });
      await forever();
    }
  };
  const site: Partial<Site> = {
    file,
    place,
    follow,
    pack: (order) => {
      const packed = packOne(order);
      packed.catch(() => {}); // whoever does not wait for it is judged by what comes next
      return packed;
    },
  };
  const run = async (): Promise<Omit<Shift, "begun">> => {
    try {
      await packOn(site as Site);
      return { end: "returned" };
    } catch (error) {
      return { end: "threw", error };
    }
  };
  const ended = await within(
    PATIENCE_MS,
    Promise.race([run(), over.promise]),
    () => new Error("it neither ended nor asked for more lines"),
  ).catch((): Omit<Shift, "begun"> => ({ end: "waited" }));
  return { begun: [...begun], ...ended };
}
