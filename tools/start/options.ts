import { parseArgs } from "node:util";
import { Trouble } from "workbook/errors.ts";

/** What the reader can ask of `deno task start`. */
export interface StartOptions {
  /** TCP port for JupyterLab; `null` for any. */
  port: number | null;
  /** Whether to open a browser. */
  browser: boolean;
}

/**
 * Reads the arguments of `deno task start`.
 *
 * @param args Such as `["--no-browser", "--port", "9000"]`.
 * @throws {Trouble} If one is unknown, or the port is none.
 */
export function readOptions(args: string[]): StartOptions {
  const { port, "no-browser": noBrowser } = parse(args);
  if (
    port !== undefined &&
    !(Number(port) >= 1 && Number(port) <= 65535 && /^\d+$/.test(port))
  ) {
    throw new Trouble(
      `Cannot open JupyterLab on port "${port}": expected a number from 1 to 65535. Give one with --port, or leave it out.`,
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
      }. It knows --no-browser and --port N.`,
      { cause: error },
    );
  }
}
