import { parseArgs } from "node:util";
import { Trouble } from "workbook/errors.ts";

/** Options of `deno task start`. */
export interface StartOptions {
  /** TCP port for JupyterLab; `null` for any free one. */
  port: number | null;
  /** Whether to open a browser. */
  browser: boolean;
}

/**
 * Reads the arguments of `deno task start`.
 *
 * @param args The arguments, such as `["--no-browser", "--port", "9000"]`.
 * @returns The options, with defaults for those that were not given.
 * @throws {Trouble} If an argument is unknown, or the port is not a number from 1 to 65535.
 */
export function readOptions(args: string[]): StartOptions {
  const { port, "no-browser": noBrowser } = parse(args);
  if (
    port !== undefined &&
    !(Number(port) >= 1 && Number(port) <= 65535 && /^\d+$/.test(port))
  ) {
    throw new Trouble(
      `Cannot open JupyterLab on port "${port}": expected a number from 1 to 65535. Give one with --port, or leave it out`,
    );
  }
  return {
    port: port === undefined ? null : Number(port),
    browser: !noBrowser,
  };
}

function parse(args: string[]): { port?: string; "no-browser"?: boolean } {
  try {
    return parseArgs({
      args,
      options: { port: { type: "string" }, "no-browser": { type: "boolean" } },
    }).values;
  } catch (error) {
    throw new Trouble(
      `Cannot start the course: ${
        (error as Error).message.split(". ")[0]
      }. It knows --no-browser and --port N`,
      { cause: error },
    );
  }
}
