import { fileURLToPath } from "node:url";
import { scratchName } from "broker/scratch.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * Writes a file wholly or not at all, even when the disk is full or the program is killed.
 *
 * @param file The file to write or to replace.
 * @param text The new content of the file.
 * @param makeRoom Callback that moves the old content elsewhere, once the new text is on the disk under another name.
 * @throws {Trouble} If the text can't be written or the old content can't be moved; the file is then unchanged.
 *
 * @example A notebook that may be open in JupyterLab
 * ```ts ignore
 * replaceFile(new URL("01_logging.ipynb", FOLDERS.notebooks), text);
 * ```
 */
export function replaceFile(
  file: URL,
  text: string,
  makeRoom: () => void = () => {},
): void {
  const beside = new URL(`${file.href}.${scratchName()}`);
  try {
    writeToDisk(beside, text);
    makeRoom();
  } catch (error) {
    removeIfThere(beside);
    throw new Trouble(
      `Cannot write "${
        fileURLToPath(file)
      }": expected to put a new file in its place but found "${
        (error as Error).message
      }". What you had there is unchanged; correct this, for instance by making room on the disk, and run the command again`,
      { cause: error },
    );
  }
  Deno.renameSync(beside, file);
}

function writeToDisk(file: URL, text: string): void {
  Deno.writeTextFileSync(file, text, { createNew: true });
  using written = Deno.openSync(file, { write: true });
  written.syncSync();
}

function removeIfThere(file: URL): void {
  try {
    Deno.removeSync(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
