import { runInNewContext } from "node:vm";
import { NotSolvedYet, Refused } from "lab/exercises.ts";

/**
 * Makes of a reader's function what it is in another process, which knows only its text.
 *
 * @param work The function; nothing that stands outside of it is there in the new process.
 * @returns The function in the new process. It throws `Refused` when it misses a name from outside.
 * @throws {SyntaxError} If the text alone is no function.
 */
export function fromText<Args extends unknown[]>(
  work: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  // Cells keep their variables where any code of the kernel finds them, but not in another context.
  const copy: typeof work = runInNewContext(`(${work})`, {
    console,
    NotSolvedYet,
  });
  return async (...args) => {
    try {
      await copy(...args);
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== "ReferenceError") throw error;
      throw new Refused(
        `In a new process your function fails: ${message}. What stands outside of it is in the memory of the old process, and that is gone. What is not?`,
      );
    }
  };
}
