/** What processes that were killed have left in `.workbook/`: scratch folders with their brokers, and half-written files. */
import { dirname } from "node:path";
import { exists, removeMarkedFolder } from "./folders.ts";
import { KAFKA_VERSION } from "./jars.ts";
import { TRAINING_COMMAND } from "./jvm_cache/upkeep.ts";
import { endOrphans } from "./orphans.ts";
import { CHECKOUT, kafkaLibs, workbookPath } from "./places.ts";
import { identify } from "./processes.ts";
import { endNodes, nodesFoundIn } from "./running_cluster.ts";
import { ownerOfFile, ownerOfFolder } from "./scratch.ts";

/** Folders in which everything that is named after a process goes with it; brokers' folders only if they carry our mark. */
const SCRATCH = [
  workbookPath("test"),
  workbookPath("own"),
  workbookPath("spare"),
  workbookPath("headless"),
  workbookPath("executed"),
  `${CHECKOUT}notebooks`,
  workbookPath("kafka", KAFKA_VERSION),
  kafkaLibs(KAFKA_VERSION),
];

/** Folders in which the workbook alone makes folders, so that these need no mark. */
const OURS_ALONE = [
  workbookPath("headless"),
  workbookPath("kafka", KAFKA_VERSION),
];

/**
 * Deletes the files and folders that are named after a process that is gone, and ends the brokers in them.
 *
 * @param folders Absolute paths of the folders to look in. Default: all of `.workbook/` that hold such files.
 * @returns The paths of what was deleted; none when nothing was left.
 */
export async function removeLeftovers(
  folders: string[] = SCRATCH,
): Promise<string[]> {
  const removed: string[] = [];
  for (const folder of folders) {
    for (const { name, isDirectory } of await entriesOf(folder)) {
      const owner = isDirectory ? ownerOfFolder(name) : ownerOfFile(name);
      if (owner === null || await identify(owner, "") !== null) continue;
      const path = `${folder}/${name}`;
      try {
        if (await (isDirectory ? removeFolder(path) : removeFile(path))) {
          removed.push(path);
        }
      } catch (error) {
        // The guard of its brokers may be deleting it at this moment.
        if (await exists(path)) throw error;
      }
    }
  }
  return removed;
}

/**
 * Ends the process that makes Java's start-up cache in the background, with its broker and its folder.
 */
export async function endTraining(): Promise<void> {
  const folder = workbookPath("kafka", KAFKA_VERSION);
  await endOrphans(TRAINING_COMMAND.slice(1).join(" "));
  await endOrphans(`-Dworkbook.node=${folder}/training-`);
  await removeLeftovers([folder]);
}

async function removeFolder(path: string): Promise<boolean> {
  await endNodes(await nodesFoundIn(path), "kill");
  if (await removeMarkedFolder(path)) return true;
  if (!OURS_ALONE.includes(dirname(path))) return false;
  await Deno.remove(path, { recursive: true });
  return true;
}

async function removeFile(path: string): Promise<boolean> {
  await Deno.remove(path);
  return true;
}

async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
