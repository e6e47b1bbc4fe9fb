import { CellFailure } from "headless/cell_failure.ts";
import { executedPath, solvedPath } from "headless/checkout.ts";
import {
  codeCells,
  type Notebook,
  readNotebook,
  writeNotebook,
} from "headless/notebook_file.ts";
import { NotebookRun } from "headless/notebook_run.ts";
import { whyNotPassed } from "headless/verdicts.ts";

/** Number of chapters that run at a time; more would slow each other down on a small machine. */
const AT_ONCE = 3;
/** What all chapters depend on: the helpers, Kafka, and the versions of packages. */
const GROUND = ["lib", "pictures", "lab", "broker", "deno.json", "deno.lock"];

/**
 * Lists the chapters that have to be run before they can be rendered.
 *
 * An executed notebook is up to date when it ran the same cells, and later than the last change to the chapter's folder
 * and to what all chapters depend on.
 *
 * @param root Absolute path of the checkout; its solved notebooks are built.
 * @param names Names of chapters, such as `05_commits`.
 * @returns The names whose executed notebook is missing or out of date.
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
 * Runs the solved notebooks of chapters on a Kafka broker and keeps them with their outputs.
 *
 * @param root Absolute path of the checkout; its solved notebooks are built.
 * @param names Names of chapters, such as `05_commits`.
 * @param brokers Addresses of the Kafka brokers, such as `["127.0.0.1:19092"]`.
 * @param onDone Callback for the name of each chapter that has run.
 * @throws {CellFailure} If a cell or a check fails; the message names it and gives the reason.
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
  // The caller may stop the brokers afterwards, so wait for all to end.
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

/** When a file, or anything in a folder, last changed, in milliseconds since 1970; 0 when it does not exist. */
async function newestChange(path: string): Promise<number> {
  try {
    const { mtime, isDirectory } = await Deno.stat(path);
    if (!isDirectory) return mtime?.getTime() ?? 0;
    const entries = await Array.fromAsync(Deno.readDir(path));
    const times = await Promise.all(
      entries.map(({ name }) => newestChange(`${path}/${name}`)),
    );
    return Math.max(0, ...times);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
