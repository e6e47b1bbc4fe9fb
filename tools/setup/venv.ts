import { sha256 } from "broker/jars.ts";
import { fetchPip, installPackages } from "./pip.ts";
import { findPython, type Python } from "./python.ts";
import { hasItsSize, recordedFiles } from "./installed_files.ts";
import { startStep } from "./progress.ts";

/** The workbook's own Python environment and what it is made from. */
export interface Environment {
  /** Folder of the virtual environment. */
  venv: string;
  /** Path of requirements.txt. */
  requirements: string;
  /** What it holds and how much that is to fetch, for the reader. */
  holds: string;
}

/** What {@link venvTrouble} says before the first set-up, and after one that was cut off. */
export const NOT_MADE = "is not made yet";

/** Written into the environment when it is complete. */
interface Seal {
  /** SHA-256 of the requirements that were installed. */
  requirements: string;
  /** The Python that the environment runs on. */
  python: string;
  /** How many files the packages brought. */
  files: number;
}

/**
 * Says what is wrong with the Python environment, by the size of each of its files.
 *
 * @param environment Where it is, and what it should hold.
 * @returns `null` when all is well.
 */
export async function venvTrouble(
  environment: Environment,
): Promise<string | null> {
  const { venv } = environment;
  const seal = await readSeal(venv);
  if (seal === null) return NOT_MADE;
  if (seal.requirements !== await hashOf(environment.requirements)) {
    return "was made from another requirements.txt";
  }
  const python = await Deno.realPath(`${venv}/bin/python`).catch(() => null);
  if (python !== seal.python) return `has lost its Python "${seal.python}"`;
  const files = await recordedFiles(venv);
  if (files.length !== seal.files) return "has lost a package";
  const damaged = files.find((file) => !hasItsSize(file));
  return damaged === undefined ? null : `has a damaged file "${damaged.path}"`;
}

/**
 * Makes a Python environment anew.
 *
 * It is laid out by hand, as `python -m venv` does it, because some systems ship Python without that module.
 *
 * @param environment Where it goes, and what it holds.
 * @param log Path of the file that keeps pip's output.
 * @throws {Trouble} If there is no fitting Python, or a package cannot be installed.
 */
export async function makeVenv(
  environment: Environment,
  log: string,
): Promise<void> {
  const { venv, requirements } = environment;
  const python = await findPython();
  using step = startStep(`Fetching ${environment.holds}`);
  // Before anything is given up: without a network a damaged environment is still better than none.
  const pip = await fetchPip(
    await Deno.readTextFile(requirements),
    venv.replace(/\/[^/]*$/, ""),
  );
  await removeFolder(venv);
  await layOut(venv, python);
  await installPackages(
    { python: `${venv}/bin/python`, pip, requirements, log },
    step,
  );
  const seal: Seal = {
    requirements: await hashOf(requirements),
    python: python.path,
    files: (await recordedFiles(venv)).length,
  };
  await Deno.writeTextFile(sealOf(venv), JSON.stringify(seal));
}

/** Source: https://docs.python.org/3/library/venv.html and PEP 405 */
async function layOut(venv: string, python: Python): Promise<void> {
  await Deno.mkdir(`${venv}/bin`, { recursive: true });
  await Deno.symlink(python.path, `${venv}/bin/python`);
  await Deno.symlink("python", `${venv}/bin/python3`);
  await Deno.mkdir(`${venv}/lib`);
  // Some distributions install compiled modules into lib64.
  await Deno.symlink("lib", `${venv}/lib64`);
  const home = python.path.replace(/\/[^/]*$/, "");
  await Deno.writeTextFile(
    `${venv}/pyvenv.cfg`,
    `home = ${home}\ninclude-system-site-packages = false\nversion = ${python.version}\n`,
  );
}

function sealOf(venv: string): string {
  return `${venv}/made-by-kafka-workbook.json`;
}

async function readSeal(venv: string): Promise<Seal | null> {
  try {
    return JSON.parse(await Deno.readTextFile(sealOf(venv)));
  } catch {
    return null;
  }
}

async function hashOf(path: string): Promise<string> {
  return await sha256(await Deno.readFile(path));
}

async function removeFolder(folder: string): Promise<void> {
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
