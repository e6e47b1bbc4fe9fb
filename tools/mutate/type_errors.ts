import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CHECKOUT } from "headless/checkout.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * Finds the programs that do not compile, all in one type check.
 *
 * @param programs The TypeScript of each program; it may import what the notebooks import.
 * @returns The first error of each program that has one, by the program's index.
 * @throws {Trouble} If the check itself fails.
 */
export async function typeErrors(
  programs: string[],
): Promise<Map<number, string>> {
  if (programs.length === 0) return new Map();
  const folder = await Deno.makeTempDir();
  try {
    const paths = programs.map((_, index) => join(folder, `${index}.ts`));
    await Promise.all(
      paths.map((path, index) => Deno.writeTextFile(path, programs[index]!)),
    );
    return erroneous(await checkTypes(paths), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What `deno check` says of files; empty when their types are right. */
async function checkTypes(paths: string[]): Promise<string> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "check",
      "--quiet",
      "--config",
      join(CHECKOUT, "deno.json"),
      ...paths,
    ],
    env: { NO_COLOR: "1" },
    stdout: "null",
  }).output();
  return success ? "" : new TextDecoder().decode(stderr);
}

function erroneous(said: string, folder: string): Map<number, string> {
  const errors = new Map<number, string>();
  for (const error of said.split("\n\n")) {
    const [, place] = error.split(`at ${pathToFileURL(folder)}/`);
    const index = Number.parseInt(place ?? "");
    if (!Number.isNaN(index) && !errors.has(index)) errors.set(index, error);
  }
  if (said !== "" && errors.size === 0) {
    throw new Trouble(
      `Cannot check the types of the mutants: expected errors in them alone but found:\n${said}`,
    );
  }
  return errors;
}
