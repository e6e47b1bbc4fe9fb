/**
 * Runs all tests on a real broker that stops when they end, however they end. Arguments go to `deno test`.
 *
 * ```sh
 * deno task test
 * deno task test tests/notebooks/02_keys_test.ts
 * ```
 */
import { runProgram } from "./processes/program.ts";
import { placesIn } from "./setup/parts.ts";
import { runTests } from "./test/run.ts";

// Because of its name "deno test" may load this file as a test.
if (import.meta.main) {
  await runProgram(async () => {
    Deno.exitCode = await runTests(placesIn().root, Deno.args);
  });
}
