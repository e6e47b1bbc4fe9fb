import { assert, assertEquals } from "@std/assert";
import { GAP, slotsOf, slotWidth } from "pictures/drawing/lane.ts";
import { orderRecord } from "../../lib/orders.ts";

const BOX = 60;

function summary(offsets: number[], marks: number[], room = 600): string[] {
  const records = offsets.map((offset) => orderRecord(0, offset, null, "paid"));
  return slotsOf(records, marks.map(BigInt), BOX, room)
    .map(({ kind, from, to }) => `${kind} ${from}-${to}`);
}

Deno.test("slotsOf() puts records in the order of offsets", () => {
  assertEquals(summary([2, 0, 1], []), [
    "record 0-0",
    "record 1-1",
    "record 2-2",
  ]);
});

Deno.test("slotsOf() makes one slot of offsets without a record", () => {
  assertEquals(summary([3, 7], []), ["record 3-3", "absent 4-6", "record 7-7"]);
});

Deno.test("slotsOf() reaches marks before the first and behind the last record", () => {
  assertEquals(summary([3], [1, 4]), ["absent 1-2", "record 3-3"]);
  assertEquals(summary([3], [4, 6]), ["record 3-3", "absent 4-5"]);
  assertEquals(summary([], [5]), []);
});

Deno.test("slotsOf() puts a record read again into one slot", () => {
  const records = [0, 1, 0].map((offset) =>
    orderRecord(0, offset, null, "paid")
  );
  const [first] = slotsOf(records, [], BOX, 600);
  assertEquals(first?.kind === "record" && first.records.length, 2);
});

Deno.test("slotsOf() hides the middle of a lane that is too long, and counts what it hides", () => {
  const records = Array.from(
    { length: 500 },
    (_, offset) => orderRecord(0, offset, null, "paid"),
  );
  const room = 520;
  const slots = slotsOf(records, [], BOX, room);
  const width = slots.reduce(
    (sum, { kind }) => sum + slotWidth(kind, BOX) + GAP,
    0,
  );
  assert(width <= room, `${width}`);
  const hidden = slots.find(({ kind }) => kind === "hidden");
  assertEquals(
    hidden?.kind === "hidden" && hidden.count + slots.length - 1,
    500,
  );
  assertEquals(slots.at(-1)?.to, 499n);
  for (const [at, slot] of slots.slice(1).entries()) {
    assertEquals(slot.from, slots[at]!.to + 1n);
  }
});
