import { printableLines } from "headless/printable_lines.ts";
import { Trouble } from "workbook/errors.ts";

/** What a reader can do when the operating system refuses something, by the number of its error on Linux and macOS. */
const CURES: Record<number, string> = {
  1: "Use a checkout of your own",
  5: "Copy the checkout to a disk that works",
  13:
    'Make the file yours ("chown" and "chmod"), or use a checkout of your own',
  20: "Move away what stands in the way",
  21: "Move away the folder that stands in the way of a file",
  24: 'Raise the limit that "ulimit -n" shows',
  28: "Free some space on the disk",
  30: "Move the checkout to a disk that can be written to",
  69: "Free some space on the disk, of which you have used your share",
  122: "Free some space on the disk, of which you have used your share",
};

/**
 * Runs a program of the course; a failure that was foreseen ends it with one sentence and exit code 1.
 *
 * @param program The program.
 * @throws Whatever the program throws that is neither a {@link Trouble} nor a refusal of the operating system.
 */
export async function runProgram(
  program: () => void | Promise<void>,
): Promise<void> {
  try {
    await program();
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === null) throw error;
    console.error(printableLines(sentence));
    Deno.exit(1);
  }
}

/**
 * Finds the sentence for a failure that a reader can do something about.
 *
 * @param error Whatever was thrown.
 * @returns The sentence, or `null` for a failure that is a mistake of the program's own.
 */
export function sentenceFor(error: unknown): string | null {
  if (error instanceof Trouble) return error.message;
  if (!(error instanceof Error)) return null;
  const [said, number] = error.message.match(/.*\(os error (\d+)\).*/) ?? [];
  const cure = CURES[Number(number)];
  return said === undefined || cure === undefined
    ? null
    : `Cannot go on: expected the operating system to allow it but found "${said}". ${cure} and run the command again`;
}
