import { assertEquals, assertStringIncludes } from "@std/assert";
import { failedSend, UnknownOutcome } from "workbook/producers/outcomes.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("failedSend() does not know what came of a send that Stop ended", () => {
  const stopped = new Trouble("Stopped. The kernel is still there");
  const outcome = failedSend("orders", [{ value: "paid" }], 1_000, stopped);
  assertEquals(outcome instanceof UnknownOutcome, true);
  assertEquals(outcome.cause, stopped);
  assertStringIncludes(
    outcome.message,
    "but found Stopped. The kernel is still there. What was sent may be in the log all the same",
  );
});
