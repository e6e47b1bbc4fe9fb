/** How a run of `deno test` ended. */
export interface Summary {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Reads the counts from the last line that `deno test` prints about all tests.
 *
 * @param output What it printed, colours and all.
 * @returns `null` when it never came to that line, because a test file cannot be loaded.
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
 * Gives the last line of a test run.
 *
 * @param summary The counts; `null` counts as one failure, for a run that never began is no success.
 * @returns Such as `12 passed, 0 failed, 1 skipped`.
 */
export function formatSummary(summary: Summary | null): string {
  const { passed, failed, skipped } = summary ??
    { passed: 0, failed: 1, skipped: 0 };
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
