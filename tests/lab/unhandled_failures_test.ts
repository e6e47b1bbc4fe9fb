import { assertEquals } from "@std/assert";
import { UnhandledFailures } from "lab/unhandled_failures.ts";

Deno.test("UnhandledFailures notes rejections that nothing handles, and no others", async () => {
  using failures = new UnhandledFailures();
  Promise.reject("handled").catch(() => {});
  void Promise.reject("first");
  assertEquals(await failures.seen(), ["first"]);
  void Promise.reject("second");
  assertEquals(await failures.seen(), ["first", "second"]);
});
