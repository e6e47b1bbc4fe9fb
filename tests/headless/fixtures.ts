/** Notebooks and chapters that live as long as one test. */
import { join } from "node:path";
import type { NotebookCell } from "headless/notebook_file.ts";
import type { Steps } from "headless/options.ts";
import { scratchFolder } from "headless/checkout.ts";

/** A code cell: its id, its source, and its metadata. */
export type FixtureCell = [
  id: string,
  source: string,
  metadata?: NotebookCell["metadata"],
];

/** A folder that removes itself, with files in it. */
export interface FixtureFolder extends AsyncDisposable {
  path: string;
}

/** Makes a folder with these files; the keys are paths in it. */
export async function folderWith(
  files: Record<string, string>,
): Promise<FixtureFolder> {
  const folder = await scratchFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder.path, name);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeTextFile(path, text);
  }
  return folder;
}

/** The text of a notebook with these code cells behind a text cell. */
export function notebookOf(cells: FixtureCell[]): string {
  const title = {
    cell_type: "markdown",
    id: "title",
    metadata: {},
    source: "# Title",
  };
  const code = cells.map(([id, source, metadata = {}]) => ({
    cell_type: "code",
    id,
    source: source.split(/(?<=\n)/),
    metadata,
    outputs: [],
    execution_count: null,
  }));
  return JSON.stringify({
    cells: [title, ...code],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** What was reported of one step. */
export interface Reported {
  name: string;
  result: "ok" | "ignored" | "failed";
  /** The failure's text; empty otherwise. */
  text: string;
}

/** Stands for `Deno.TestContext`, so that failing steps can be looked at. */
export class RecordedSteps implements Steps {
  readonly reported: Reported[] = [];

  async step(
    { name, ignore, fn }: Parameters<Steps["step"]>[0],
  ): Promise<boolean> {
    if (ignore) {
      this.reported.push({ name, result: "ignored", text: "" });
      return true;
    }
    try {
      await fn();
      this.reported.push({ name, result: "ok", text: "" });
      return true;
    } catch (error) {
      const text = (error as Error).message;
      this.reported.push({ name, result: "failed", text });
      return false;
    }
  }

  /** Each step as `<result> <what stands behind the colon of its name>`. */
  get summary(): string[] {
    return this.reported.map(({ name, result }) =>
      `${result} ${name.replace(/^cell \d+ of \d+: /, "")}`
    );
  }

  /** The texts of the steps that failed. */
  get failures(): string[] {
    return this.reported.filter(({ result }) => result === "failed")
      .map(({ text }) => text);
  }
}
