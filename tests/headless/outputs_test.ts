import { assertEquals } from "@std/assert";
import { dataOf, type Output } from "headless/outputs.ts";

const display = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

Deno.test("dataOf() picks one representation of each output that has it", () => {
  const outputs: Output[] = [
    { output_type: "stream", name: "stdout", text: "a" },
    display({ "text/html": "<b>" }),
    display({ "text/plain": "b" }),
  ];
  assertEquals(dataOf(outputs, "text/html"), ["<b>"]);
  assertEquals(dataOf(outputs, "text/plain"), ["b"]);
});
