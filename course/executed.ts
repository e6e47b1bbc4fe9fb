import { CellFailure } from "headless/cell_failure.ts";
import {
  codeCells,
  type Notebook,
  readNotebook,
  writeNotebook,
} from "headless/notebook_file.ts";
import { NotebookRun } from "headless/notebook_run.ts";
import { whyNotPassed } from "headless/verdicts.ts";
import { newestChange } from "./newest_change.ts";

/** More chapters at a time make each other slow on a small machine. */
const AT_ONCE = 3;
/** What all chapters run on: the helpers, Kafka, and the versions of packages. */
const GROUND = ["lib", "pictures", "lab", "broker", "deno.json", "deno.lock"];

/**
 * Tells which chapters have to be run before they can be rendered.
 *
 * A copy is taken as it is when it ran the same cells, and later than the last change of the chapter's folder and of what
 * all chapters run on.
 *
 * @param root Absolute path of the checkout; its solved notebooks are built.
 * @param names Of chapters, such as `05_commits`.
 * @returns Those whose copy in `.workbook/executed/` is missing or of earlier code.
 */
export async function staleChapters(
  root: string,
  names: string[],
): Promise<string[]> {
  const changes = await Promise.all(
    GROUND.map((part) => newestChange(`${root}/${part}`)),
  );
  const groundChanged = Math.max(...changes);
  const stale = await Promise.all(names.map(async (name) => {
    const ranAt = await newestChange(executedPath(root, name));
    const changed = await newestChange(`${root}/chapters/${name}`);
    if (ranAt <= Math.max(groundChanged, changed)) return true;
    const [solved, executed] = await Promise.all([
      readNotebook(solvedPath(root, name)),
      readNotebook(executedPath(root, name)),
    ]);
    return codeOf(solved) !== codeOf(executed);
  }));
  return names.filter((_, index) => stale[index]);
}

/**
 * Runs solved chapters and keeps them with their outputs.
 *
 * @param root Absolute path of the checkout; its solved notebooks are built.
 * @param names Of chapters, such as `05_commits`.
 * @param brokers Where they run, such as `["127.0.0.1:19092"]`.
 * @param onDone Called when one has ended, with its name.
 * @throws {CellFailure} If a cell or a check fails; says which, and why.
 */
export async function runChapters(
  root: string,
  names: string[],
  brokers: string[],
  onDone: (name: string) => void = () => {},
): Promise<void> {
  const env = { KAFKA_BROKERS: brokers.join(",") };
  const waiting = [...names];
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      try {
        const notebook = await runSolved(solvedPath(root, name), env);
        await writeNotebook(executedPath(root, name), notebook);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
      onDone(name);
    }
  };
  // All have ended when this returns: the caller may stop the brokers.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function runSolved(
  path: string,
  env: Record<string, string>,
): Promise<Notebook> {
  await using run = await NotebookRun.start(path, { env });
  for (const cell of run.cells) {
    if (cell.skipped) continue;
    const ran = await run.run(cell);
    const problem = cell.id.startsWith("check-") ? whyNotPassed(ran) : null;
    if (problem !== null) {
      throw new CellFailure(`${run.name}, cell "${cell.id}": ${problem}`);
    }
  }
  await run.finish();
  return run.notebook;
}

function codeOf(notebook: Notebook): string {
  return JSON.stringify(codeCells(notebook).map(({ source }) => source));
}

function solvedPath(root: string, name: string): string {
  return `${root}/.workbook/solved/${name}.ipynb`;
}

function executedPath(root: string, name: string): string {
  return `${root}/.workbook/executed/${name}.ipynb`;
}
