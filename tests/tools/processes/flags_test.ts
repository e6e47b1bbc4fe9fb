import {
  assertEquals,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { Trouble } from "workbook/errors.ts";
import { readFlags } from "tools/processes/flags.ts";

const KNOWN = {
  status: { type: "boolean" },
  kill: { type: "string" },
} as const;

Deno.test("readFlags() gives the values of the flags that were given", () => {
  const flags = readFlags("cluster", KNOWN, ["--kill", "2"]);
  assertEquals([flags.kill, flags.status], ["2", undefined]);
});

Deno.test("readFlags() names the flags that it knows", () => {
  for (const args of [["--nope"], ["--kill"], ["word"]]) {
    const error = assertThrows(
      () => readFlags("cluster", KNOWN, args),
      Trouble,
    );
    assertStringIncludes(error.message, `"deno task cluster ${args}"`);
    assertMatch(error.message, /\. It knows --status, --kill N$/);
  }
});
