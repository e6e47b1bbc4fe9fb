import { assertEquals, assertRejects } from "@std/assert";
import { untilAnswered, within } from "workbook/waiting.ts";

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

Deno.test("untilAnswered() asks until the answer is yes", async () => {
  let asked = 0;
  const late = (): Error => new Error("late");
  await untilAnswered(() => Promise.resolve(++asked === 3), 5_000, late);
  assertEquals(asked, 3);
});

Deno.test("untilAnswered() stops asking when the deadline has passed", async () => {
  let asked = 0;
  const asking = Promise.withResolvers<boolean>();
  const ask = (): Promise<boolean> => {
    asked++;
    return asking.promise;
  };
  await assertRejects(
    () => untilAnswered(ask, 10, () => new Error(`asked ${asked} times`)),
    Error,
    "asked 1 times",
  );
  asking.resolve(false);
  await asking.promise;
  await Promise.resolve();
  assertEquals(asked, 1);
});

Deno.test("untilAnswered() throws what the question throws", async () => {
  await assertRejects(
    () =>
      untilAnswered(
        () => Promise.reject(new Error("no broker")),
        5_000,
        () => new Error("late"),
      ),
    Error,
    "no broker",
  );
});
