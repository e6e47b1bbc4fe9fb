import { Trouble } from "workbook/errors.ts";

/**
 * Runs a program; a trouble that was foreseen ends it with one sentence and exit code 1.
 *
 * @param program What to run.
 */
export async function saying(
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
