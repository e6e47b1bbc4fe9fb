import { exists } from "broker/folders.ts";
import { shell } from "broker/shell.ts";

/** The name by which .gitattributes has notebooks merged. */
const DRIVER = "merge.workbook-notebook.driver";
/** Exit code of a shell that does not find a program. */
const NO_PROGRAM = 127;

/**
 * Sets git up in this checkout so that `git pull` goes over notebooks that a reader has worked on: what is not committed
 * is put back after the pull, and a chapter that has changed on both sides is merged by `tools/merge_notebook.ts`.
 *
 * It does nothing where there is no git or no clone, and leaves alone what the reader has set.
 *
 * @param root Absolute path of the checkout.
 */
export async function letPullKeepAnswers(root: string): Promise<void> {
  if (!await exists(`${root}/.git`)) return;
  const program = `'${Deno.execPath().replaceAll("'", "'\\''")}'`;
  const wanted = {
    [DRIVER]:
      `${program} run --quiet -A --no-lock tools/merge_notebook.ts %O %A %B %P`,
    "merge.autoStash": "true",
    "rebase.autoStash": "true",
  };
  const { code, output } = await shell(
    'git -C "$1" config --get-regexp "$2"',
    root,
    "^(merge|rebase)\\.(autostash|workbook-notebook\\.driver)$",
  );
  if (code === NO_PROGRAM) return;
  // git lists what it finds in the order of precedence, and names in lower case.
  const found = new Map(
    output.split("\n").map((line) => [line.split(" ", 1)[0], line]),
  );
  for (const [name, value] of Object.entries(wanted)) {
    const key = name.toLowerCase();
    const isSet = name === DRIVER
      ? found.get(key) === `${key} ${value}`
      : found.has(key);
    if (isSet) continue;
    await shell('git -C "$1" config --local "$2" "$3"', root, name, value);
  }
}
