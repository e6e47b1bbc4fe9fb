import { assertEquals, assertRejects } from "@std/assert";
import { untilAnswered } from "workbook/polling.ts";

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
