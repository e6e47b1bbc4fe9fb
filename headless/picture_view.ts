/** Whether a reader sees what a cell has drawn: all of it at once, without scrolling. */
import type { RanCell } from "./notebook_run.ts";
import { dataOf } from "./outputs.ts";

/** Half a window of 900 px. */
const HIGHEST = 450;

/**
 * Checks that a cell draws at most one picture, and none that is higher than half a window.
 *
 * @param ran The cell that has run.
 * @returns What is wrong with its pictures; `null` when nothing is, or there are none.
 *
 * @example A cell without pictures
 * ```ts ignore
 * whyOutOfView({ ...ran, outputs: [] }); // null
 * ```
 */
export function whyOutOfView(ran: Pick<RanCell, "outputs">): string | null {
  const pictures = dataOf(ran.outputs, "image/svg+xml").map(String);
  if (pictures.length > 1) {
    return `expected at most one picture but found ${pictures.length}: give each a cell, or make one of them a table`;
  }
  const [, height] = pictures[0]?.match(/<svg[^>]* height="([\d.]+)"/) ?? [];
  if (Number(height ?? 0) <= HIGHEST) return null;
  return `expected a picture of at most ${HIGHEST} px but found one of ${height} px: draw less, or lower`;
}
