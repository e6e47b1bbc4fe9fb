import { assertEquals } from "@std/assert";
import { customerOf } from "chapters/12_without_kafka/handovers/orders.ts";

Deno.test("customerOf() goes round Ada, Bo and Cleo", () => {
  assertEquals(["1001", "1002", "1003", "1004"].map(customerOf), [
    "Ada",
    "Bo",
    "Cleo",
    "Ada",
  ]);
});
