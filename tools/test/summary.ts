/** Counts of a run of `deno test`. */
export interface Summary {
  /** Tests that passed. */
  passed: number;
  /** Tests that failed. */
  failed: number;
  /** Tests that were ignored. */
  skipped: number;
}

/**
 * Reads the counts from the last line that `deno test` prints about all tests.
 *
 * @param output The output of `deno test`, with colours or without.
 * @returns The counts; `null` when there is no such line, because a test file could not be loaded.
 */
export function readSummary(output: string): Summary | null {
  // deno-lint-ignore no-control-regex
  const plain = output.replaceAll(/\x1b\[[0-9;]*m/g, "");
  const line = plain.split("\n").findLast((text) =>
    /^(ok|FAILED) \| \d+ passed/.test(text)
  );
  if (line === undefined) return null;
  const count = (word: string): number =>
    Number(line.match(new RegExp(`\\| (\\d+) ${word}`))?.[1] ?? 0);
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("ignored"),
  };
}

/**
 * Writes the last line of a test run.
 *
 * @param summary The counts; `null` counts as one failure, because a run that never began is no success.
 * @returns A line such as `12 passed, 0 failed, 1 skipped`.
 */
export function formatSummary(summary: Summary | null): string {
  const { passed, failed, skipped } = summary ??
    { passed: 0, failed: 1, skipped: 0 };
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
