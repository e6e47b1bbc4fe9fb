import { Trouble } from "workbook/errors.ts";
import { sha256 } from "broker/jars.ts";
import { startStep } from "./progress.ts";
import {
  jsrAddress,
  jsrAnswers,
  putStandIns,
  removeStandIns,
  type StandInFolders,
  standInsInPlace,
} from "./jsr.ts";

/** JSR is asked with patience when the packages are fetched, and in passing whenever stand-ins are in use. */
const PATIENCE_MS = 3_000;
const IN_PASSING_MS = 700;

/** Where the packages that Deno fetches are named and kept. */
export interface PackageFolders extends StandInFolders {
  /** The checkout, with deno.json. */
  root: string;
  /** The committed lock file: npm packages only. */
  seed: string;
  /** The lock file that Deno uses and adds to; its part about JSR differs from machine to machine. */
  lock: string;
  /** Written when all is in place. */
  seal: string;
}

/** What the packages were fetched from; when it changes, they are fetched anew. */
interface Origin {
  jsr: string;
  denoDir: string;
  seed: string;
}

/**
 * Says what is wrong with the packages from npm and JSR.
 *
 * @param folders Where they are.
 * @returns `null` when all is well.
 */
export async function packagesTrouble(
  folders: PackageFolders,
): Promise<string | null> {
  const sealed = await Deno.readTextFile(folders.seal).catch(() => "");
  if (sealed !== JSON.stringify(await originOf(folders))) {
    return "are missing, or were fetched for other settings";
  }
  if (!await isFile(folders.lock)) return "have lost their lock file";
  const standIns = await standInsInPlace(folders);
  if (standIns === "some") return "differ from the stand-ins in this checkout";
  if (standIns === "all" && await jsrAnswers(IN_PASSING_MS)) {
    return "are stand-ins, and JSR can be reached now";
  }
  return null;
}

/**
 * Fetches the packages from npm and JSR, or puts the project's stand-ins where JSR does not answer.
 *
 * @param folders Where they go.
 * @throws {Trouble} If npm cannot be reached.
 */
export async function makePackages(folders: PackageFolders): Promise<void> {
  const origin = await originOf(folders);
  const answers = await jsrAnswers(PATIENCE_MS);
  using _step = startStep(
    answers
      ? "Fetching the packages from npm and JSR"
      : `Fetching the packages from npm; ${jsrAddress()} does not answer, so the project's own stand-ins take the place of @std/assert and @std/log`,
  );
  if (answers) await removeStandIns(folders);
  else await putStandIns(folders);
  await Deno.copyFile(folders.seed, folders.lock);
  await installImports(folders.root);
  await Deno.writeTextFile(folders.seal, JSON.stringify(origin));
}

/** Has Deno fetch all that deno.json imports, in a process of its own: this one read `links` before they were there. */
async function installImports(root: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim()
    .replace(/^error: /, "").replaceAll(/\s+/g, " ");
  throw new Trouble(
    `Cannot fetch the packages that deno.json names: ${said}. Check the network, or set NPM_CONFIG_REGISTRY to a mirror of npm, and run the command again`,
  );
}

async function originOf(folders: PackageFolders): Promise<Origin> {
  return {
    jsr: jsrAddress(),
    denoDir: Deno.env.get("DENO_DIR") ?? "",
    seed: await sha256(await Deno.readFile(folders.seed)),
  };
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}
