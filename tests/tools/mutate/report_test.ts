import { assertEquals } from "@std/assert";
import { attentionText, tableText } from "tools/mutate/report.ts";
import type { Score } from "tools/mutate/results.ts";

const RESULT: Score = {
  subject: "02_keys",
  mutants: 40,
  refused: 38,
  timedOut: 1,
  listed: 3,
  survivors: [{
    name: "sum:3 neighbours swapped: a(); b(); → b(); a();",
    originId: "exercise-sum",
    source: "",
    before: ["  a();", "  b();"],
    after: ["  b();", "a();"],
  }, {
    name: "sum:4 failure swallowed: c(); → try { c(); } catch {}",
    originId: "exercise-sum",
    source: "",
    before: ["  c();"],
    after: ["  try {", "c();", "} catch {}"],
  }],
  problems: ["One more."],
};

Deno.test("attentionText() shows each survivor with the lines that differ, then the problems", () => {
  assertEquals(
    attentionText(RESULT),
    `02_keys accepts sum:3 neighbours swapped: a(); b(); → b(); a();
  - a();
  - b();
  + b();
  + a();

02_keys accepts sum:4 failure swallowed: c(); → try { c(); } catch {}
  + try {
  + } catch {}

One more.`,
  );
  assertEquals(attentionText({ ...RESULT, survivors: [], problems: [] }), "");
});

Deno.test("tableText() adds up several chapters", () => {
  const other = {
    ...RESULT,
    subject: "13_event_log",
    refused: 40,
    survivors: [],
  };
  assertEquals(
    tableText([RESULT, other]),
    `subject       mutants  refused  timed out  survived  listed      %
02_keys            40       38          1         2       3   95.0
13_event_log       40       40          1         0       3  100.0
all                80       78          2         2       6   97.5`,
  );
});
