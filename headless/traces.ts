import type { CellPosition, SourceLines } from "./source_lines.ts";

/** A line of a stack trace. */
export interface Frame {
  /** As shown, with a cell's name instead of `<anonymous>`. */
  text: string;
  /** Where in the notebook; `null` for other code. */
  position: CellPosition | null;
}

const IN_CELL = /<anonymous>:(\d+):(\d+)/;

/**
 * Reads the frames of a stack trace.
 *
 * @param trace Its lines. An error may carry anything here, or nothing: what does not look like a
 * frame is left out, and so is Deno's own code.
 * @param lines Where cells' lines come from.
 * @returns The innermost frame first; often empty.
 */
export async function framesOf(
  trace: string[],
  lines: SourceLines,
): Promise<Frame[]> {
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
 * Shows the lines around a place, with a caret under it.
 *
 * @param source The cell's source.
 * @param position The place; without one, the first lines are shown.
 * @returns Several lines, numbered.
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
