/** Names of files and folders that belong to one process, by which they are found when it was killed. */

/**
 * Makes a name that no other file has, for a file or folder that goes with this process at the latest.
 *
 * @returns A name such as `4711-1f0c2a9b`.
 */
export function scratchName(): string {
  return `${Deno.pid}-${crypto.randomUUID().slice(0, 8)}`;
}

/**
 * Finds the process that a folder was named after.
 *
 * @param name Name of the folder: `4711`, `4711-1f0c2a9b`, `training-4711`.
 * @returns The process id, or `null` when the name has none; a group of a UUID, which has eight characters, is none.
 */
export function ownerOfFolder(name: string): number | null {
  const [, pid] = name.match(/^(\d{1,7})(?:-.*)?$/) ??
    name.match(/^[a-z]+-(\d{1,7})$/) ?? [];
  return pid === undefined ? null : Number(pid);
}

/**
 * Finds the process that a file was named after until it is complete.
 *
 * @param name Name of the file: `kafka.jar.4711-1f0c2a9b`.
 * @returns The process id, or `null` when the name does not end as {@link scratchName} makes it.
 */
export function ownerOfFile(name: string): number | null {
  const [, pid] = name.match(/\.(\d{1,7})-[0-9a-f]{8}$/) ?? [];
  return pid === undefined ? null : Number(pid);
}
