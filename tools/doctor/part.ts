import { Trouble } from "workbook/errors.ts";

/** Cure for most of what can be missing or damaged. */
export const SET_UP = 'run "deno task setup"';

/** Cure for a file of the checkout itself that is gone. */
const BRING_BACK = 'run "git status", and bring back what is missing';

/** What was found about one part of the workbook. */
export interface Finding {
  /** Version, place, or what is wrong. */
  state: string;
  /** The one action that mends it; absent when nothing is wrong. */
  cure?: string;
}

/** One part of the workbook, and how to look at it. */
export interface Part {
  name: string;
  look(): Promise<Finding>;
}

/**
 * Looks at a part; what goes wrong with the look becomes the finding.
 *
 * @param part What to look at.
 */
export async function examine(part: Part): Promise<Finding> {
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
 * Runs a program for the first line of what it says.
 *
 * @param program Name or path.
 * @param args Its arguments.
 * @returns `null` when there is no such program, or it fails.
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
