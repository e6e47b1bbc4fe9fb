import { assertEquals, assertMatch } from "@std/assert";
import type { Output } from "headless/outputs.ts";
import { whyOutOfView } from "headless/picture_view.ts";
import { DISPLAY } from "pictures/display.ts";
import { lanes } from "pictures/lanes.ts";

function shown(partitions: number): Output {
  const data = lanes([], { partitions })[DISPLAY]();
  return { output_type: "display_data", data, metadata: {} };
}

Deno.test("whyOutOfView() is content with no picture, and with one that is low enough", () => {
  const printed: Output = { output_type: "stream", name: "stdout", text: "a" };
  assertEquals(whyOutOfView({ outputs: [printed] }), null);
  assertEquals(whyOutOfView({ outputs: [printed, shown(4)] }), null);
});

Deno.test("whyOutOfView() finds a picture that is higher than half a window", () => {
  assertMatch(
    whyOutOfView({ outputs: [shown(12)] })!,
    /expected a picture of at most 450 px but found one of \d{3} px/,
  );
});

Deno.test("whyOutOfView() finds a second picture", () => {
  assertMatch(
    whyOutOfView({ outputs: [shown(1), shown(1)] })!,
    /expected at most one picture but found 2/,
  );
});
