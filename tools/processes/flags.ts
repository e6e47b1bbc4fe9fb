import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { Trouble } from "workbook/errors.ts";

/**
 * Reads the flags that a task was called with.
 *
 * @param task The name of the task, for the message of the error.
 * @param options The flags that the task knows.
 * @param args The arguments to read. Default: those of this program.
 * @returns The value of each flag that was given.
 * @throws {Trouble} If an unknown flag was given, or a value is missing.
 */
export function readFlags<const T extends ParseArgsOptionsConfig>(
  task: string,
  options: T,
  args: string[] = Deno.args,
): ReturnType<typeof parseArgs<{ options: T }>>["values"] {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const known = Object.entries(options).map(([name, { type }]) =>
      type === "string" ? `--${name} N` : `--${name}`
    );
    throw new Trouble(
      `Cannot run "deno task ${task} ${args.join(" ")}": ${
        (error as Error).message.split(". ")[0]
      }. It knows ${known.join(", ") || "no options; leave them out"}`,
      { cause: error },
    );
  }
}
