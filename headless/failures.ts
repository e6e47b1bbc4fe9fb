import { CellFailure, cellTitle, type FailedCell } from "./cell_failure.ts";
import type { Execution, KernelError } from "./execution.ts";
import { textOf } from "./outputs.ts";
import type { CellPosition } from "./source_lines.ts";
import { excerpt, framesOf } from "./traces.ts";
import { transpile } from "./transpilation.ts";

const OUTPUT_LINES = 12;

/** Says in messages that no cell awaited the promise that failed. */
export const UNAWAITED: string =
  "a failure in the background that nothing awaited";

/**
 * Explains the failure of a cell that has run.
 *
 * @param failed The cell, which may have failed.
 * @returns The failure with its lines, trace and output; `null` when the cell ended as its tags say.
 */
export async function failureOf(
  failed: FailedCell,
): Promise<CellFailure | null> {
  const { status, error, unhandled: [unawaited] } = failed.execution;
  const mayRaise = failed.cell.tags.includes("raises-exception");
  // A cell that the kernel refuses has not raised anything.
  const raised = status === "error" && error!.traceback.length > 0;
  if (error && !(mayRaise && raised)) return await explain(failed, error);
  if (unawaited) {
    const remark = `${UNAWAITED}, of this cell or one before it\n`;
    return await explain(failed, unawaited, remark);
  }
  if (!mayRaise || raised) return null;
  return new CellFailure(
    `${cellTitle(failed)}\nis tagged raises-exception, but it did not raise`,
  );
}

/** Notebook, cell, line, error, source around the line, trace, and the output before. */
async function explain(
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
      cellTitle(failed, own?.line),
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

/** Finds out why the kernel refused to run a cell, which it does not say; `null` when the cell ran. */
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
