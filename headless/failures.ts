import type { Execution, KernelError } from "./execution.ts";
import type { Cell } from "./notebook_file.ts";
import { textOf } from "./outputs.ts";
import type { CellPosition, SourceLines } from "./source_lines.ts";
import { excerpt, framesOf } from "./traces.ts";
import { transpile } from "./transpile.ts";

const OUTPUT_LINES = 12;

/** What went wrong in a cell, told in the notebook's own terms. */
export class CellFailure extends Error {
  override name = "CellFailure";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // The runner's own frames say nothing, and a header of another form would be printed twice.
    this.stack = `${this.name}: ${message}`;
  }
}

/** Which cell it was, and what is known of it. */
export interface FailedCell {
  /** The notebook's file, as a reader knows it. */
  notebook: string;
  cell: Cell;
  /** How many code cells the notebook has. */
  count: number;
  /** What the cell is called in traces. */
  label: string;
  /** What was run; a wrong answer is not the cell's own source. */
  source: string;
  /** What came of it. */
  execution: Execution;
  lines: SourceLines;
}

/**
 * Tells why a cell did not run to its end.
 *
 * @param failed The cell; its execution has an error.
 * @param error What to tell of: the cell's error, or one that nothing awaited.
 * @param remark Stands before the error.
 * @returns Notebook, cell, line, error, source around the line, trace, and the output before.
 */
export async function explain(
  failed: FailedCell,
  error: KernelError,
  remark = "",
): Promise<CellFailure> {
  const { label, source, execution, lines } = failed;
  const refused = await whyRefused(failed, error);
  const frames = refused ? [] : await framesOf(error.traceback, lines);
  const places = refused?.position
    ? [refused.position]
    : frames.flatMap(({ position }) => position ?? []);
  const innermost = places[0] ?? null;
  const own = places.find((place) => place.label === label);
  return new CellFailure(
    paragraphs([
      title(failed, own?.line),
      remark + (refused?.message ?? `${error.ename}: ${error.evalue}`),
      innermost && innermost.label !== label
        ? `${innermost.label}, line ${innermost.line}:`
        : "",
      excerpt(innermost?.source ?? source, innermost),
      frames.map(({ text }) => text).join("\n"),
      outputBefore(execution),
    ]),
  );
}

/**
 * Opens every failure of a cell.
 *
 * @param failed The cell.
 * @param line Of its source, from 1; unknown when left out.
 * @returns Such as `notebooks/02_keys.ipynb › demo-keys (cell 3 of 12), line 4`.
 */
export function title(
  { notebook, cell, count, label }: Pick<
    FailedCell,
    "notebook" | "cell" | "count" | "label"
  >,
  line?: number,
): string {
  const place = `${notebook} › ${label} (cell ${cell.number} of ${count})`;
  return line ? `${place}, line ${line}` : place;
}

/** The kernel keeps it to itself why it does not run a cell at all. */
async function whyRefused(
  { label, source }: FailedCell,
  { evalue, traceback }: KernelError,
): Promise<{ message: string; position: CellPosition | null } | null> {
  if (evalue !== "Execution failed" || traceback.length > 0) return null;
  const { problem } = await transpile(source);
  if (problem) {
    const { message, line, column } = problem;
    return { message, position: { label, source, line, column } };
  }
  return {
    message:
      "the kernel refused the cell without a reason, though its syntax is right: can all that it imports be loaded?",
    position: null,
  };
}

function outputBefore({ outputs }: Execution): string {
  const text = textOf(outputs).trimEnd();
  if (!text) return "";
  const lines = text.split("\n").slice(-OUTPUT_LINES);
  return ["output before:", ...lines.map((line) => `  ${line}`)].join("\n");
}

/** The first two belong together; an empty one is left out. */
function paragraphs([first, second, ...rest]: string[]): string {
  return [`${first}\n${second}`, ...rest.filter(Boolean)].join("\n\n");
}
