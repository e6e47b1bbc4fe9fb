/**
 * Runs all tests on a real broker that goes when they end, however they end. Arguments go to `deno test`.
 *
 * ```sh
 * deno task test
 * deno task test tests/notebooks/02_keys_test.ts
 * ```
 */
import { saying } from "./processes/saying.ts";
import { placesIn } from "./setup/parts.ts";
import { runTests } from "./testing/run.ts";

// Its name makes "deno test" take this file for a test.
if (import.meta.main) {
  await saying(async () => {
    Deno.exitCode = await runTests(placesIn().root, Deno.args);
  });
}
