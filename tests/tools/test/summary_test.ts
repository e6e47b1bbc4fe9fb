import { assertEquals } from "@std/assert";
import { formatSummary, readSummary } from "tools/test/summary.ts";

Deno.test("readSummary() reads the counts of tests, not those of their steps", () => {
  const output =
    "a ... ok (1ms)\n\n\x1b[0m\x1b[31mFAILED\x1b[0m | 12 passed (31 steps) | 2 failed (1 step) | 3 ignored (1 step) \x1b[0m(34ms)\x1b[0m\n\nerror: Test failed\n";
  const summary = { passed: 12, failed: 2, skipped: 3 };
  assertEquals(readSummary(output), summary);
  assertEquals(formatSummary(summary), "12 passed, 2 failed, 3 skipped");
});

Deno.test("formatSummary() leaves out what was not skipped", () => {
  const summary = readSummary("ok | 1 passed | 0 failed (2ms)\n");
  assertEquals(formatSummary(summary), "1 passed, 0 failed");
});

Deno.test("readSummary() finds nothing when the tests could not be loaded, and that counts as a failure", () => {
  assertEquals(readSummary("error: Module not found\n"), null);
  assertEquals(formatSummary(null), "0 passed, 1 failed");
});
