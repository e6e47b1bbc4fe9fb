import { sha256 } from "broker/jars.ts";
import { endOrphans } from "broker/orphans.ts";
import { fetchPip, installPackages } from "./pip.ts";
import { findPython, type Python } from "./python.ts";
import { hasItsSize, recordedFiles } from "./installed_files.ts";
import { startStep } from "./progress.ts";

/** A Python environment of the course, and the packages that belong into it. */
export interface Environment {
  /** Folder of the virtual environment. */
  venv: string;
  /** Path of requirements.txt. */
  requirements: string;
  /** Its content and the size of the download, in words for the reader. */
  holds: string;
}

/** Answer of {@link venvTrouble} before the first set-up, and after one that was interrupted. */
export const NOT_MADE = "is not made yet";

/** The file that is written into an environment when it is complete. */
interface Seal {
  /** SHA-256 of the requirements that were installed. */
  requirements: string;
  /** Path of the Python that the environment runs on. */
  python: string;
  /** Number of files of the packages. */
  files: number;
}

/**
 * Checks a Python environment, by the size of each of its files.
 *
 * @param environment The environment.
 * @returns What is wrong with it, to follow "The environment"; `null` when nothing is.
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
 * @param environment The environment.
 * @param log The path of the file that keeps pip's output.
 * @throws {Trouble} If there is no fitting Python, or a package cannot be installed.
 */
export async function makeVenv(
  environment: Environment,
  log: string,
): Promise<void> {
  const { venv, requirements } = environment;
  const python = await findPython();
  using step = startStep(`Fetching ${environment.holds}`);
  // Before the old environment is deleted: without a network a damaged one is still better than none.
  const pip = await fetchPip(
    await Deno.readTextFile(requirements),
    venv.replace(/\/[^/]*$/, ""),
  );
  // A set-up that was killed leaves its pip running for a moment.
  await endOrphans(`${venv}/bin/python -Iu `);
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
