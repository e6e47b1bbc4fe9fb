import { assertEquals, assertThrows } from "@std/assert";
import { partitionForKey } from "workbook/partitions.ts";
import { Placing } from "workbook/producers/layouts.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("Placing.place() follows the named partition, else the key, else the turn", () => {
  const placed = new Placing().place("orders", 3, [
    { key: "ada", value: "", partition: 2 },
    { key: "ada", value: "" },
    { value: "" },
    { key: null, value: "" },
  ]);
  assertEquals(
    placed.map(({ partition }) => partition),
    [2, partitionForKey("ada", 3), 0, 1],
  );
});

Deno.test("Placing.place() takes an empty key for a key", () => {
  const [placed] = new Placing().place("orders", 50, [{ key: "", value: "" }]);
  assertEquals(placed?.partition, partitionForKey("", 50));
});

Deno.test("Placing.place() takes turns within a topic, not between topics", () => {
  const placing = new Placing();
  const turn = (topic: string): number =>
    placing.place(topic, 3, [{ value: "" }])[0]!.partition;
  assertEquals([turn("a"), turn("a"), turn("b"), turn("a")], [0, 1, 0, 2]);
});

for (const partition of [3, -1, 0.5, NaN]) {
  Deno.test(`Placing.place() refuses partition ${partition} of three`, () => {
    assertThrows(
      () => new Placing().place("orders", 3, [{ value: "", partition }]),
      Trouble,
      `Cannot send to partition ${partition} of "orders": expected one of 0 to 2`,
    );
  });
}
