import { Trouble } from "workbook/errors.ts";

/**
 * Runs a program of the course; a failure that was foreseen ends it with one sentence and exit code 1.
 *
 * @param program The program.
 * @throws Whatever the program throws that is not a {@link Trouble}.
 */
export async function runProgram(
  program: () => void | Promise<void>,
): Promise<void> {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}
