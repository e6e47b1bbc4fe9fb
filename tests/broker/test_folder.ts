import { removeMarkedFolder } from "broker/folders.ts";
import { workbookPath } from "broker/places.ts";

/** A folder for the brokers of one test, deleted at the end of the test. */
export interface TestFolder extends AsyncDisposable {
  /** Absolute path; not created yet. */
  path: string;
}

/** Gives a folder that no other test has. */
export function testFolder(): TestFolder {
  // A reader's own folders may have such names, and neither Java nor the shell forgives a mistake with them.
  const name = `${Deno.pid}-${crypto.randomUUID().slice(0, 8)} größe 大`;
  const path = workbookPath("test", name);
  return {
    path,
    [Symbol.asyncDispose]: async () => void await removeMarkedFolder(path),
  };
}
