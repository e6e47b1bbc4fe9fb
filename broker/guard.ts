import { MARK } from "./folders.ts";
import { identify } from "./processes.ts";
import { shell } from "./shell.ts";

/** Name of the file that says which guard is on duty. */
const DUTY = "guard";

/**
 * Looks once a second whether the owner lives. When it is gone, ends the nodes in the folder, brokers before controllers,
 * and deletes an ephemeral folder. Leaves when it is no longer on duty.
 *
 * Runs in `sh`, because it must outlive any way in which the owner can end.
 */
const GUARD = `
owner=$1 folder=$2 token=$3 ephemeral=$4
trap '' HUP INT TERM
lives() { kill -0 "$1" 2>/dev/null && ! grep -qs '^State:[[:space:]]*Z' "/proc/$1/status"; }
ours() {
  if [ -r /proc/self/cmdline ]; then tr '\\0' ' ' < "/proc/$1/cmdline" 2>/dev/null
  else ps -p "$1" -o command=; fi | grep -qF -- "-Dworkbook.node=$2/"
}
on_duty() { { read -r duty rest < "$folder/${DUTY}"; } 2>/dev/null && [ "$duty" = "$token" ]; }
while on_duty && lives "$owner"; do sleep 1; done
on_duty || exit
for node in "$folder"/broker-* "$folder"/controller-*; do
  { read -r pid started < "$node/process"; } 2>/dev/null || continue
  ours "$pid" "$node" || continue
  [ "$ephemeral" = yes ] || kill -TERM "$pid"
  [ "$ephemeral" = yes ] && seconds=0 || seconds=10
  while [ "$seconds" -gt 0 ] && ours "$pid" "$node"; do sleep 1; seconds=$((seconds - 1)); done
  ours "$pid" "$node" && kill -KILL "$pid"
  while ours "$pid" "$node"; do sleep 0.1; done
done
rm -f "$folder/state.json" "$folder/${DUTY}"
[ "$ephemeral" = yes ] && [ -f "$folder/${MARK}" ] && rm -rf "$folder"
`;

/**
 * Binds the nodes in a folder to a process: they end within about a second after it, however it ended.
 *
 * @param folder Absolute path of the cluster's folder.
 * @param ownerPid Process id of the owner.
 * @param ephemeral Whether the folder is to be deleted then.
 */
export async function startGuard(
  folder: string,
  ownerPid: number,
  ephemeral: boolean,
): Promise<void> {
  const token = crypto.randomUUID();
  await Deno.writeTextFile(`${folder}/${DUTY}`, `${token} ${ownerPid}\n`);
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
 * Looks whether the nodes in a folder are bound to a process that is gone, so that they are about to end.
 *
 * @param folder Absolute path of the cluster's folder.
 * @returns Whether they are; `false` also when they are bound to nobody.
 */
export async function isOwnerGone(folder: string): Promise<boolean> {
  const duty = await Deno.readTextFile(`${folder}/${DUTY}`).catch(() => "");
  const ownerPid = duty.trim().split(" ")[1];
  return ownerPid !== undefined &&
    await identify(Number(ownerPid), "") === null;
}

/**
 * Tells the guard of a folder to leave; it does so within a second.
 *
 * @param folder Absolute path of the cluster's folder.
 */
export async function dismissGuard(folder: string): Promise<void> {
  await Deno.remove(`${folder}/${DUTY}`).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
