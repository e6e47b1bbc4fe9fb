import { Trouble } from "workbook/trouble.ts";
import { shell } from "./shell.ts";

/** A broker that runs out of disk ends at once and does not come back, so none is started near that. */
const NEEDED_BYTES = 1024 ** 3;

/**
 * Makes sure that a broker has room to write.
 *
 * @param folder Absolute path of an existing folder.
 * @param neededBytes Free space to insist on, in bytes. Default: 1 GiB.
 * @throws {Trouble} If less is free.
 */
export async function ensureDiskSpace(
  folder: string,
  neededBytes: number = NEEDED_BYTES,
): Promise<void> {
  const { output } = await shell('df -Pk "$1" | tail -n 1', folder);
  const freeBytes = Number(output.split(/\s+/)[3]) * 1024;
  if (freeBytes >= neededBytes) return;
  throw new Trouble(
    `Cannot start Kafka in "${folder}": expected ${
      gigabytes(neededBytes)
    } of free disk space but found ${
      gigabytes(freeBytes)
    }. Free some space and start again.`,
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
