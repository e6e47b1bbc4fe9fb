import type { ChapterOptions } from "./options.ts";
import { runLearner } from "./learner.ts";
import { runSolved } from "./solved.ts";

/**
 * Registers the two tests of a chapter: `<chapter> › learner` runs the notebook that a learner
 * opens, `<chapter> › solved` the one with every exercise solved, and there every wrong and right answer
 * too.
 *
 * @param chapter Name of the chapter, such as `01_logging`.
 * @param options Assertions, proofs and environment; the assertions about cells apply to both tests.
 *
 * @example The chapter's test
 * ```ts ignore
 * testChapter("02_keys", {
 *   env: { KAFKA_BROKERS: brokers.join(",") },
 *   cells: {
 *     "demo-keys": async (_cell, kernel) => {
 *       assertEquals(await kernel.evaluate("partitionsOfAda"), [1]);
 *     },
 *   },
 * });
 * ```
 */
export function testChapter(
  chapter: string,
  options: ChapterOptions = {},
): void {
  Deno.test(`${chapter} › learner`, (t) => runLearner(t, chapter, options));
  Deno.test(`${chapter} › solved`, (t) => runSolved(t, chapter, options));
}
