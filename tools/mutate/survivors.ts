import { join } from "node:path";
import { CHECKOUT } from "headless/checkout.ts";
import { Trouble } from "workbook/errors.ts";

/** Mutants that are accepted for a good reason: the reason by the name of the mutant. */
export type Survivors = Record<string, string>;

/** How a reason begins: the code does the same, or something else that is right. */
const EQUIVALENT = "equivalent: ";
const ALSO_RIGHT = "also right: ";

/**
 * Names the file that lists the survivors of a chapter or judge.
 *
 * @param subject Name of the chapter, such as `02_keys`, or of the judge, such as `history`.
 * @returns The path from the root of the checkout, whether or not the file exists.
 */
export function survivorsPath(subject: string): string {
  const house = /^\d/.test(subject) ? "notebooks" : "lab";
  return `tests/${house}/survivors/${subject}.json`;
}

/**
 * Reads the list of the survivors of a chapter or judge.
 *
 * @param subject Name of the chapter, such as `02_keys`, or of the judge, such as `history`.
 * @returns The survivors; none when there is no list.
 * @throws {Trouble} If the list has another form.
 */
export async function readSurvivors(subject: string): Promise<Survivors> {
  const path = survivorsPath(subject);
  let text: string;
  try {
    text = await Deno.readTextFile(join(CHECKOUT, path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
  return parseSurvivors(text, path);
}

/**
 * Parses a list of survivors.
 *
 * @param text JSON: an object with the reason for each mutant.
 * @param path Path of the file, for messages.
 * @returns The survivors.
 * @throws {Trouble} If the text is no such object, or a reason does not say what kind it is.
 */
export function parseSurvivors(text: string, path: string): Survivors {
  const problem = (expected: string): Trouble =>
    new Trouble(`Cannot read "${path}": expected ${expected}`);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw problem(`JSON but found: ${(error as Error).message}`);
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) {
    throw problem("an object with the reason for each mutant");
  }
  for (const [name, reason] of Object.entries(found)) {
    const isReason = [EQUIVALENT, ALSO_RIGHT].some((kind) =>
      `${reason}`.startsWith(kind) && `${reason}`.length > kind.length
    );
    if (isReason) continue;
    throw problem(
      `"${EQUIVALENT}…" or "${ALSO_RIGHT}…" but found "${reason}" for "${name}"`,
    );
  }
  return found as Survivors;
}
