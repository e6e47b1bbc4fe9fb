import { assertEquals, assertStringIncludes } from "@std/assert";
import { typeErrors } from "tools/mutate/type_errors.ts";

Deno.test("typeErrors() finds the programs that do not compile, with what notebooks import", async () => {
  const program = (end: string): string =>
    `import { partitionForKey } from "workbook/partitions.ts";
const home: number = partitionForKey("Ada", 3)${end};
console.log(home);`;
  const wrong = await typeErrors(["", ".at(0)", ' + ""', " + 1"].map(program));
  assertEquals([...wrong.keys()].sort(), [1, 2]);
  assertStringIncludes(
    wrong.get(1)!,
    "Property 'at' does not exist on type 'number'",
  );
});
