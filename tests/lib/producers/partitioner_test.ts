import { assertEquals, assertThrows } from "@std/assert";
import { partitionForKey } from "workbook/partitions.ts";
import { Partitioner } from "workbook/producers/partitioner.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("Partitioner.place() follows the named partition, else the key, else the turn", () => {
  const placed = new Partitioner().place("orders", 3, [
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

Deno.test("Partitioner.place() takes an empty key for a key", () => {
  const [placed] = new Partitioner().place("orders", 50, [{
    key: "",
    value: "",
  }]);
  assertEquals(placed?.partition, partitionForKey("", 50));
});

Deno.test("Partitioner.place() takes turns within a topic, not between topics", () => {
  const partitioner = new Partitioner();
  const turn = (topic: string): number =>
    partitioner.place(topic, 3, [{ value: "" }])[0]!.partition;
  assertEquals([turn("a"), turn("a"), turn("b"), turn("a")], [0, 1, 0, 2]);
});

for (const partition of [3, -1, 0.5, NaN]) {
  Deno.test(`Partitioner.place() refuses partition ${partition} of three`, () => {
    assertThrows(
      () => new Partitioner().place("orders", 3, [{ value: "", partition }]),
      Trouble,
      `Cannot send to partition ${partition} of "orders": expected one of 0 to 2`,
    );
  });
}
