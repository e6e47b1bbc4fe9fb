import { assertEquals } from "@std/assert";
import { runApiCheck } from "tools/compat/api_check.ts";
import type { CompatFixture } from "tools/compat/fixture.ts";

/** A run of which the checks of these tests use nothing. */
const fixture = {} as CompatFixture;

Deno.test("runApiCheck() fails a check that the broker should have refused", async () => {
  const run = (): Promise<void> => Promise.resolve();
  const check = { name: "refused", run, expectFailure: /DENIED/ };
  const { problem } = await runApiCheck(check, fixture);
  assertEquals(problem, "expected /DENIED/ but found no error");
});

Deno.test("runApiCheck() looks for the expected failure in what caused the error, too", async () => {
  const cause = Object.assign(new Error("no"), { type: "DENIED" });
  const run = (): Promise<void> =>
    Promise.reject(new Error("gave up", { cause }));
  const check = { name: "refused", run, expectFailure: /DENIED/ };
  assertEquals((await runApiCheck(check, fixture)).problem, null);
});
