import { assertEquals } from "@std/assert";
import { homes } from "chapters/11_clients/homes.ts";
import type { ConsumerRecord } from "workbook/records.ts";

const record = (
  key: string | null,
  value: string,
  partition: number,
): ConsumerRecord => ({
  topic: "orders",
  partition,
  offset: 0n,
  timestamp: new Date(0),
  key,
  value,
  headers: {},
});
const writer = ({ value }: ConsumerRecord): string => value!;

Deno.test("homes() has a row a key and a column a writer, keyless records last", () => {
  const records = [
    record(null, "shop", 2),
    record("Bo", "shop", 1),
    record("Ada", "branch", 0),
    record("Ada", "shop", 2),
    record(null, "shop", 0),
    record(null, "shop", 2),
  ];
  assertEquals(homes(records, writer), [
    { key: "Ada", shop: "2", branch: "0" },
    { key: "Bo", shop: "1", branch: "" },
    { key: "no key", shop: "0, 2", branch: "" },
  ]);
});

Deno.test("homes() lists partitions in numerical order", () => {
  const records = [10, 9, 2].map((partition) =>
    record("Ada", "shop", partition)
  );
  assertEquals(homes(records, writer), [{ key: "Ada", shop: "2, 9, 10" }]);
});

Deno.test("homes() of no records is empty", () => {
  assertEquals(homes([], writer), []);
});
