import { assertEquals } from "@std/assert";
import type { MemberEvent } from "workbook/groups.ts";
import { holdingsOf } from "pictures/drawing/group_rows.ts";

function at(seconds: number): Date {
  return new Date(seconds * 1000);
}

/** `ada 0: 1-3` for each holding, sorted. */
function summary(events: MemberEvent[], until: number): string[] {
  return holdingsOf(events, at(until)).map(({ member, partition, from, to }) =>
    `${member} ${partition}: ${Number(from) / 1000}-${Number(to) / 1000}`
  ).sort();
}

function event(
  seconds: number,
  member: string,
  kind: MemberEvent["kind"],
  partitions?: number[],
): MemberEvent {
  return { at: at(seconds), member, kind, ...(partitions && { partitions }) };
}

Deno.test("holdingsOf() keeps a partition that is assigned again as one holding", () => {
  const events = [
    event(0, "ada", "assign", [0, 1]),
    event(2, "ada", "assign", [0]),
  ];
  assertEquals(summary(events, 5), ["ada 0: 0-5", "ada 1: 0-2", "null 1: 2-5"]);
});

Deno.test("holdingsOf() ends what a revocation lists, or everything when it lists nothing", () => {
  const assign = event(0, "ada", "assign", [0, 1]);
  assertEquals(summary([assign, event(3, "ada", "revoke", [1])], 5), [
    "ada 0: 0-5",
    "ada 1: 0-3",
    "null 1: 3-5",
  ]);
  assertEquals(summary([assign, event(3, "ada", "revoke")], 3), [
    "ada 0: 0-3",
    "ada 1: 0-3",
  ]);
});

Deno.test("holdingsOf() ends everything when a member leaves or crashes, and nothing when another does", () => {
  for (const kind of ["leave", "crash"] as const) {
    assertEquals(
      summary([
        event(0, "ada", "assign", [0]),
        event(0, "bo", "assign", [1]),
        event(2, "bo", kind),
      ], 4),
      ["ada 0: 0-4", "bo 1: 0-2", "null 1: 2-4"],
    );
  }
});

Deno.test("holdingsOf() counts a partition that two members hold at once as read", () => {
  assertEquals(
    summary([
      event(0, "ada", "assign", [0]),
      event(1, "bo", "assign", [0]),
      event(2, "ada", "crash"),
      event(3, "bo", "leave"),
    ], 4),
    ["ada 0: 0-2", "bo 0: 1-3", "null 0: 3-4"],
  );
});

Deno.test("holdingsOf() knows a partition unread until it is first assigned", () => {
  assertEquals(
    summary([event(0, "ada", "join"), event(1, "ada", "assign", [0])], 2),
    ["ada 0: 1-2", "null 0: 0-1"],
  );
});
