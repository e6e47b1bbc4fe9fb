import { Trouble } from "workbook/errors.ts";

/** Cure for most parts that can be missing or damaged. */
export const SET_UP = 'run "deno task setup"';

/** Cure for a file of the checkout itself that is gone. */
const BRING_BACK = 'run "git status", and bring back what is missing';

/** State of one part of the workbook. */
export interface Diagnosis {
  /** Version and place, or the fault. */
  state: string;
  /** The one action that mends the part; absent when nothing is wrong. */
  cure?: string;
}

/** One part of the workbook that can be examined. */
export interface Part {
  /** Name of the part, for the reader. */
  name: string;
  /** Examines the part. */
  look(): Promise<Diagnosis>;
}

/**
 * Examines a part of the workbook; an error while doing so becomes the diagnosis.
 *
 * @param part The part.
 * @returns The diagnosis.
 */
export async function examine(part: Part): Promise<Diagnosis> {
  try {
    return await part.look();
  } catch (error) {
    if (!(error instanceof Trouble)) {
      const { message } = error as Error;
      const lost = error instanceof Deno.errors.NotFound;
      return { state: message, cure: lost ? BRING_BACK : SET_UP };
    }
    // A trouble ends with the next step for the reader.
    const [, state, cure] = error.message.match(/^(.*?)\.\s+(.*?)\.?$/s) ??
      [, error.message, SET_UP];
    return { state: state!, cure: cure! };
  }
}

/**
 * Runs a program for the first line of its output.
 *
 * @param program The name or path of the program.
 * @param args The arguments of the program.
 * @returns The line; `null` when there is no such program, or it fails.
 */
export async function firstLine(
  program: string,
  ...args: string[]
): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(program, {
      args,
      stdin: "null",
      stderr: "null",
    }).output();
    const [line = ""] = new TextDecoder().decode(stdout).split("\n");
    return success ? line.trim() : null;
  } catch {
    return null;
  }
}
