import { assertEquals, assertRejects } from "@std/assert";
import { forAWhile } from "lab/patience.ts";

Deno.test("forAWhile() ends with the event, when the event does not come, and by its failure", async () => {
  const { promise: never } = Promise.withResolvers<void>();
  assertEquals(await forAWhile(Promise.resolve(), 60_000), undefined);
  assertEquals(await forAWhile(never, 1), undefined);
  await assertRejects(
    () => forAWhile(Promise.reject(new Error("no order")), 60_000),
    Error,
    "no order",
  );
});
