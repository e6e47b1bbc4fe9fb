import { Trouble } from "workbook/errors.ts";
import { shell } from "./shell.ts";

/** A broker that runs out of disk ends at once and does not come back, so none is started near that. */
const NEEDED_BYTES = 1024 ** 3;

/**
 * Makes sure that a broker has room to write.
 *
 * @param folder Absolute path of an existing folder.
 * @param neededBytes Free space to insist on, in bytes. Default: 1 GiB.
 * @returns What the file system has free for this user, in bytes.
 * @throws {Trouble} If less is free.
 */
export async function ensureDiskSpace(
  folder: string,
  neededBytes: number = NEEDED_BYTES,
): Promise<number> {
  const { output } = await shell('df -Pk "$1" | tail -n 1', folder);
  const freeBytes = Number(output.split(/\s+/)[3]) * 1024;
  if (freeBytes >= neededBytes) return freeBytes;
  throw new Trouble(
    `Cannot start Kafka in "${folder}": expected ${
      gibibytes(neededBytes)
    } of free disk space but found ${
      gibibytes(freeBytes)
    }. Free some space and start again.`,
  );
}

/**
 * Writes a number of bytes for a reader.
 *
 * @param bytes Not below 0.
 * @returns Such as `1.5 GiB`.
 */
export function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
