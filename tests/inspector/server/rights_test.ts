import { assertEquals, assertThrows } from "@std/assert";
import { Trouble } from "workbook/errors.ts";
import { mustBeAllowed, rightsOn } from "inspector/server/rights.ts";

Deno.test("everything may be changed on a cluster that the workbook has started", () => {
  const rights = rightsOn("workbook-380FOk3KlLWGA", "");
  assertEquals(rights, { may: "all", prefix: "", why: "" });
  mustBeAllowed(rights, ["orders"]);
});

Deno.test("on another cluster only names with the reader's prefix may be changed", () => {
  const rights = rightsOn("lkc-12345", "ada");
  assertEquals([rights.may, rights.prefix], ["prefix", "ada-"]);
  mustBeAllowed(rights, ["ada-orders-k3f9"]);
  assertThrows(
    () => mustBeAllowed(rights, ["ada-orders-k3f9", "adam-orders"]),
    Trouble,
    'Cannot change "adam-orders": expected a name that begins with "ada-"',
  );
});

Deno.test("on another cluster nothing may be changed by a reader without a prefix", () => {
  const rights = rightsOn("lkc-12345", "");
  assertEquals(rights.may, "nothing");
  assertThrows(
    () => mustBeAllowed(rights, ["orders"]),
    Trouble,
    "Set WORKBOOK_USER to a prefix of your own",
  );
});
