import { Trouble } from "workbook/errors.ts";
import { sha256 } from "broker/jars.ts";
import { startGroup } from "../processes/process_group.ts";
import { startStep } from "./progress.ts";
import {
  jsrAddress,
  jsrAnswers,
  putStandIns,
  removeStandIns,
  type StandInFolders,
  standInsInPlace,
} from "./jsr.ts";

/** The time to wait for JSR when the packages are fetched. */
const FETCH_WAIT_MS = 3_000;
/** The time to wait for JSR at each set-up while stand-ins are in use. */
const CHECK_WAIT_MS = 700;

/** The files that name the packages that Deno fetches, and the folders that hold them. */
export interface PackageFolders extends StandInFolders {
  /** Absolute path of the checkout, with deno.json. */
  root: string;
  /** Path of the committed lock file, which has npm packages only. */
  seed: string;
  /** Path of the lock file that Deno uses and adds to; its part about JSR differs from machine to machine. */
  lock: string;
  /** Path of the file that is written when all packages are in place. */
  seal: string;
}

/** Settings that the packages were fetched with; when they change, the packages are fetched anew. */
interface Origin {
  jsr: string;
  denoDir: string;
  seed: string;
}

/**
 * Checks the packages from npm and JSR.
 *
 * @param folders The files and folders of the packages.
 * @returns What is wrong with them, to follow "The packages"; `null` when nothing is.
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
  if (standIns === "all" && await jsrAnswers(CHECK_WAIT_MS)) {
    return "are stand-ins, and JSR can be reached now";
  }
  return null;
}

/**
 * Fetches the packages from npm and JSR; where JSR does not answer, the project's stand-ins take their place.
 *
 * @param folders The files and folders of the packages.
 * @throws {Trouble} If npm cannot be reached.
 */
export async function makePackages(folders: PackageFolders): Promise<void> {
  const origin = await originOf(folders);
  const answers = await jsrAnswers(FETCH_WAIT_MS);
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

/** Lets Deno fetch all imports of deno.json, in a new process: this one read `links` before the stand-ins existed. */
async function installImports(root: string): Promise<void> {
  const { child } = await startGroup(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  });
  const stderr = await new Response(child.stderr).bytes();
  const { success } = await child.status;
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
