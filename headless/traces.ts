import type { CellPosition, SourceLines } from "./source_lines.ts";

/** A line of a stack trace. */
export interface TraceFrame {
  /** The line, with a cell's name instead of `<anonymous>`. */
  text: string;
  /** The place in the notebook; `null` for other code. */
  position: CellPosition | null;
}

const IN_CELL = /<anonymous>:(\d+):(\d+)/;

/**
 * Reads the frames of a stack trace.
 *
 * @param trace The lines of the trace. An error may carry anything here, or nothing: lines that do not
 * look like frames are left out, and so is Deno's own code.
 * @param lines The map from lines in traces to lines of cells.
 * @returns The frames, the innermost first; often none.
 */
export async function framesOf(
  trace: string[],
  lines: SourceLines,
): Promise<TraceFrame[]> {
  const frames = trace.filter((line) =>
    /^\s+at /.test(line) && !line.includes("ext:")
  );
  return await Promise.all(frames.map(async (text) => {
    const place = text.match(IN_CELL);
    if (!place) return { text, position: null };
    const position = await lines.find({
      line: Number(place[1]),
      column: Number(place[2]),
    });
    if (!position) return { text, position };
    const { label, line, column } = position;
    return {
      text: text.replace(IN_CELL, `${label}:${line}:${column}`),
      position,
    };
  }));
}

/**
 * Shows the lines of a cell around a place, with a caret under it.
 *
 * @param source The cell's source.
 * @param position The place; `null` shows the first lines.
 * @returns Several numbered lines.
 */
export function excerpt(
  source: string,
  position: { line: number; column: number } | null,
): string {
  const lines = source.trimEnd().split("\n");
  const from = Math.max(0, (position?.line ?? 1) - 4);
  const to = position ? position.line + 2 : 20;
  return lines.slice(from, to).flatMap((text, index) => {
    const number = from + index + 1;
    const hit = number === position?.line;
    const row = `${hit ? ">" : " "} ${String(number).padStart(3)} | ${text}`;
    return hit ? [row, `      | ${" ".repeat(position.column - 1)}^`] : [row];
  }).join("\n");
}
