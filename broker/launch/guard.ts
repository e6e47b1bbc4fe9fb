/** Ends the nodes of a cluster when the process that owns them is gone. */
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { MARK } from "../folders.ts";
import { STATE_FILE } from "../places.ts";
import { identify } from "../processes.ts";
import { shell } from "../shell.ts";

/** Prefix of the file that marks an active guard; the file holds the owner's process id. */
const DUTY = "guard-";

/** Prefix that the file gets when its guard begins to end the nodes. */
const ENDING = "ending-";

/** Enough to kill two nodes, one after the other, on a busy machine. */
const ENDED_WITHIN_MS = 30_000;

/**
 * Checks once a second whether the owner lives. When it is gone, the script ends the nodes in the folder, brokers before
 * controllers, and deletes an ephemeral folder. It exits when its file is gone.
 *
 * Only one process can rename or delete the file: either the guard ends the nodes, or another process has taken them
 * over. An ephemeral folder is renamed before it is deleted, so that no cluster starts in the rest of it.
 *
 * It runs in `sh`, because it must outlive the owner, however that ends. The guard of a program's process group
 * (`tools/processes/process_group.ts`) is another one: a group never changes its owner nor restarts a process.
 */
const GUARD = `
owner=$1 folder=$2 token=$3 ephemeral=$4
trap '' HUP INT TERM
lives() { kill -0 "$1" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; }
ours() {
  if [ -r /proc/self/cmdline ]; then tr '\\0' ' ' < "/proc/$1/cmdline" 2>/dev/null
  else ps -ww -p "$1" -o command=; fi | grep -qF -- "-Dworkbook.node=$2/"
}
mine() { [ -f "$ending" ] || exit; }
duty=$folder/${DUTY}$token ending=$folder/${ENDING}$token
while [ -f "$duty" ] && lives "$owner"; do sleep 1; done
mv "$duty" "$ending" 2>/dev/null || exit
for node in "$folder"/broker-* "$folder"/controller-*; do
  { read -r pid started < "$node/process"; } 2>/dev/null || continue
  ours "$pid" "$node" || continue
  mine
  [ "$ephemeral" = yes ] || kill -TERM "$pid"
  [ "$ephemeral" = yes ] && seconds=0 || seconds=10
  while [ "$seconds" -gt 0 ] && ours "$pid" "$node"; do sleep 1; seconds=$((seconds - 1)); done
  mine
  ours "$pid" "$node" && kill -KILL "$pid"
  while ours "$pid" "$node"; do sleep 0.1; done
done
mine
rm -f "$folder/${STATE_FILE}"
if [ "$ephemeral" = yes ] && [ -f "$folder/${MARK}" ]
then mv "$folder" "$folder $token" && rm -rf "$folder $token"
else rm -f "$ending"; fi
`;

/**
 * Binds the nodes in a folder to a process: the guard begins to end them within about a second after it ended.
 *
 * @param folder Absolute path of the cluster's folder.
 * @param ownerPid Process id of the owner.
 * @param ephemeral Whether the guard also deletes the folder.
 */
export async function startGuard(
  folder: string,
  ownerPid: number,
  ephemeral: boolean,
): Promise<void> {
  await dismissGuard(folder);
  const token = crypto.randomUUID();
  await Deno.writeTextFile(`${folder}/${DUTY}${token}`, `${ownerPid}\n`);
  await shell(
    '(cd / && exec sh -c "$@") < /dev/null > /dev/null 2>&1 &',
    GUARD,
    "kafka-workbook-guard",
    String(ownerPid),
    folder,
    token,
    ephemeral ? "yes" : "no",
  );
}

/**
 * Takes the nodes in a folder over from an owner that is gone, unless its guard has begun to end them.
 *
 * @param folder Absolute path of the cluster's folder.
 * @returns `"ended"` when the guard was first, and has ended the nodes; `"taken"` when the nodes run on and have no owner
 * any more; `"theirs"` when the owner lives, or there never was one.
 */
export async function takeOver(
  folder: string,
): Promise<"ended" | "taken" | "theirs"> {
  for (const duty of await filesIn(folder, DUTY)) {
    const ownerPid = Number(await Deno.readTextFile(duty).catch(() => ""));
    if (ownerPid > 0 && await identify(ownerPid, "") !== null) return "theirs";
    if (await removed(duty)) return "taken";
  }
  const ending = await filesIn(folder, ENDING);
  if (ending.length === 0) return "theirs";
  const isOver = async (): Promise<boolean> =>
    (await filesIn(folder, ENDING)).length === 0;
  const late = timedOut(
    ENDED_WITHIN_MS,
    `the guard of "${folder}" to end its nodes`,
  );
  await untilAnswered(isOver, ENDED_WITHIN_MS, () => late).catch((error) => {
    // A guard that was killed never ends; the next start kills the nodes that it left.
    if (error !== late) throw error;
  });
  return "ended";
}

/**
 * Dismisses the guard of a folder; its process ends within a second.
 *
 * @param folder Absolute path of the cluster's folder.
 */
export async function dismissGuard(folder: string): Promise<void> {
  for (const beginning of [DUTY, ENDING]) {
    await Promise.all((await filesIn(folder, beginning)).map(removed));
  }
}

async function filesIn(folder: string, beginning: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.filter(({ name }) => name.startsWith(beginning))
      .map(({ name }) => `${folder}/${name}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Deletes a file; returns whether this call did so. */
async function removed(file: string): Promise<boolean> {
  try {
    await Deno.remove(file);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
