import { Trouble } from "workbook/errors.ts";
import { shell } from "./shell.ts";

/** A broker that runs out of disk space ends at once and does not come back, so none is started with less. */
const NEEDED_BYTES = 1024 ** 3;

/**
 * Makes sure that a broker has disk space to write to.
 *
 * @param folder Absolute path of an existing folder.
 * @param neededBytes Free space to require, in bytes. Default: 1 GiB.
 * @returns Free space of the file system for this user, in bytes.
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
    }. Free some space and start again`,
  );
}

/**
 * Formats a number of bytes for a reader.
 *
 * @param bytes The number of bytes, not below 0.
 * @returns A text such as `1.5 GiB`.
 */
export function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
