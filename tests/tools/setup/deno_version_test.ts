import { assertEquals, assertThrows } from "@std/assert";
import { Trouble } from "workbook/errors.ts";
import { checkDeno, TESTED_DENO } from "tools/setup/deno_version.ts";

Deno.test("checkDeno() takes the tested Deno and newer ones", () => {
  for (const version of [TESTED_DENO, "2.9.1", "2.10.0", "3.0.0-rc.1"]) {
    checkDeno(version);
  }
});

Deno.test("checkDeno() refuses a Deno whose kernel cannot be relied on, and says how to get another", () => {
  for (const version of ["2.9.0", "2.8.9", "1.46.3"]) {
    const { message } = assertThrows(() => checkDeno(version), Trouble);
    assertEquals(
      message,
      `Cannot run the workbook on this Deno: expected 2.9.1 or newer but found ${version}. Run "deno upgrade 2.9.6", or put "npx -y deno@2.9.6" in place of "deno"`,
    );
  }
});
