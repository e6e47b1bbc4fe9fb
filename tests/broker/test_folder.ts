import { removeMarkedFolder, workbookPath } from "broker/folders.ts";

/** A folder for the brokers of one test, deleted at the end of the test. */
export interface TestFolder extends AsyncDisposable {
  /** Absolute path; not created yet. */
  path: string;
}

/** Gives a folder that no other test has. */
export function testFolder(): TestFolder {
  const name = `${Deno.pid}-${crypto.randomUUID().slice(0, 8)}`;
  const path = workbookPath("test", name);
  return {
    path,
    [Symbol.asyncDispose]: async () => void await removeMarkedFolder(path),
  };
}
