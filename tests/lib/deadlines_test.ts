import { assertEquals, assertRejects } from "@std/assert";
import { within } from "workbook/deadlines.ts";

Deno.test("within() gives what the work gives", async () => {
  assertEquals(
    await within(10_000, Promise.resolve(7), () => new Error("late")),
    7,
  );
});

Deno.test("within() throws what `late` makes when the deadline passes", async () => {
  await assertRejects(
    () => within(1, new Promise(() => {}), () => new RangeError("late")),
    RangeError,
    "late",
  );
});

Deno.test("within() leaves no rejection behind of work that fails too late", async () => {
  const work = Promise.withResolvers<void>();
  await assertRejects(
    () => within(1, work.promise, () => new Error("late")),
    Error,
    "late",
  );
  work.reject(new Error("nobody listens any more"));
});
