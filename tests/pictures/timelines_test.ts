import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DISPLAY, type Displayable } from "pictures/display.ts";
import { rebalanceTimeline, replicaTimeline } from "pictures/timelines.ts";
import type { MemberEvent } from "workbook/groups.ts";

function linesOf(displayable: Displayable): string[] {
  return displayable[DISPLAY]()["text/plain"]!.split("\n");
}

function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 10, 21) + seconds * 1000);
}

const crash: MemberEvent[] = [
  { at: at(0), member: "ada", kind: "join" },
  { at: at(1), member: "ada", kind: "assign", partitions: [0, 1] },
  { at: at(3), member: "bo", kind: "join" },
  { at: at(3), member: "ada", kind: "revoke" },
  { at: at(4), member: "ada", kind: "assign", partitions: [0] },
  { at: at(4), member: "bo", kind: "assign", partitions: [1] },
  { at: at(6), member: "bo", kind: "crash" },
];

Deno.test("rebalanceTimeline() writes one line a member, and when nobody read a partition", () => {
  assertEquals(
    linesOf(rebalanceTimeline(crash, { until: at(8), title: "Group packers" })),
    [
      "Group packers",
      "ada │ 0.00 s join, 1.00 s assign 0 1, 3.00 s revoke, 4.00 s assign 0",
      "bo │ 3.00 s join, 4.00 s assign 1, 6.00 s crash",
      "nobody │ 0 from 0.00 s to 1.00 s, 0 from 3.00 s to 4.00 s, " +
      "1 from 0.00 s to 1.00 s, 1 from 3.00 s to 4.00 s, 1 from 6.00 s to 8.00 s",
    ],
  );
});

Deno.test("rebalanceTimeline() takes events in any order", () => {
  const drawn = rebalanceTimeline(crash)[DISPLAY]();
  const mixed = [crash[4]!, ...crash.slice(0, 4), ...crash.slice(5)];
  assertEquals(rebalanceTimeline(mixed)[DISPLAY](), drawn);
});

Deno.test("rebalanceTimeline() shows a member without a partition", () => {
  const events: MemberEvent[] = [
    { at: at(0), member: "ada", kind: "assign", partitions: [0] },
    { at: at(0), member: "bo", kind: "assign", partitions: [] },
    { at: at(2), member: "bo", kind: "leave" },
  ];
  assertEquals(linesOf(rebalanceTimeline(events)).slice(1), [
    "ada │ 0.00 s assign 0",
    "bo │ 0.00 s assign nothing, 2.00 s leave",
  ]);
});

Deno.test("rebalanceTimeline() without events says only its title", () => {
  assertEquals(linesOf(rebalanceTimeline([])), ["Who reads which partition"]);
});

Deno.test("replicaTimeline() writes how each replica was, from when on", () => {
  const replicas = [1, 2, 3];
  const states = [
    { at: at(5), leader: 2, isr: [2, 3] },
    { at: at(0), leader: 1, isr: [1, 2, 3] },
    { at: at(1), leader: 1, isr: [1, 2, 3] },
    { at: at(3), leader: null, isr: [2, 3] },
    { at: at(9), leader: 2, isr: [1, 2, 3] },
  ].map((state) => ({ ...state, partition: 0, replicas }));
  const drawn = replicaTimeline(states, {
    events: [{ at: at(3), broker: 1, kind: "crash" }],
  });
  assertEquals(linesOf(drawn), [
    "Leader and in-sync replicas",
    "partition 0, broker 1 │ leader from 0.00 s, out of sync from 3.00 s, in sync from 9.00 s",
    "partition 0, broker 2 │ in sync from 0.00 s, leader from 5.00 s",
    "partition 0, broker 3 │ in sync from 0.00 s",
    "partition 0 │ no leader from 3.00 s to 5.00 s",
    "broker 1 │ 3.00 s crash",
  ]);
  const svg = drawn[DISPLAY]()["image/svg+xml"]!;
  assertStringIncludes(svg, ">no leader</text>");
  assertStringIncludes(svg, ">crash</text>");
});

Deno.test("rebalanceTimeline() leaves out of its axis the minutes in which nothing happened, and says how many", () => {
  const svg = rebalanceTimeline(afterAPause(70))[DISPLAY]()["image/svg+xml"]!;
  assertStringIncludes(svg, ">70 s</text>");
  assertStringIncludes(
    svg,
    ">seconds since the first event, without those at //</text>",
  );
  const brief = rebalanceTimeline(afterAPause(2))[DISPLAY]()["image/svg+xml"]!;
  assert(!brief.includes("without those at"), brief);
});

Deno.test("rebalanceTimeline() shows a second as long after a pause of minutes as before it", () => {
  const cues = (seconds: number): number[] => {
    const svg = rebalanceTimeline(afterAPause(seconds))[DISPLAY]();
    return [...svg["image/svg+xml"]!.matchAll(/translate\(([\d.]+) -9\.0\)/g)]
      .map(([, x]) => Number(x)).sort((a, b) => a - b);
  };
  const [first = 0, second = 0, ...rest] = cues(700);
  const [left = 0, right = 0] = rest.slice(-2);
  assert(second - first > 50, `${second - first} px for the first second`);
  assert(Math.abs(right - left - (second - first)) < 1, `${cues(700)}`);
});

Deno.test("rebalanceTimeline() of five members and four partitions is no higher than half a window", () => {
  const members = ["one", "two", "three", "four", "five"];
  const events = members.flatMap((member, index): MemberEvent[] => [
    { at: at(index), member, kind: "join" },
    { at: at(index + 0.5), member, kind: "assign", partitions: [0, 1, 2, 3] },
    { at: at(index + 0.9), member, kind: "leave" },
  ]);
  const svg = rebalanceTimeline(events)[DISPLAY]()["image/svg+xml"]!;
  const [, height] = svg.match(/ height="(\d+)"/)!;
  assert(Number(height) <= 450, height);
});

/** Joins at 0 and 1 s, and two more a pause and 1 s later. */
function afterAPause(seconds: number): MemberEvent[] {
  return [0, 1, 1 + seconds, 2 + seconds].map((time, index) => ({
    at: at(time),
    member: `member ${index}`,
    kind: "join",
  }));
}
