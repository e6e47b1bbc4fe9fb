import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CHECKOUT } from "headless/checkout.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * Finds the programs that do not compile, all in one type check.
 *
 * @param programs The TypeScript of each program; it may import what the notebooks import.
 * @returns The indexes of the programs with an error of types.
 * @throws {Trouble} If the check itself fails.
 */
export async function typeErrors(programs: string[]): Promise<Set<number>> {
  if (programs.length === 0) return new Set();
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

function erroneous(said: string, folder: string): Set<number> {
  const places = said.split(`at ${pathToFileURL(folder)}/`).slice(1);
  if (said !== "" && places.length === 0) {
    throw new Trouble(
      `Cannot check the types of the mutants: expected errors in them alone but found:\n${said}`,
    );
  }
  return new Set(places.map((place) => Number.parseInt(place)));
}
