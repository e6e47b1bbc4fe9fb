import { assertEquals, assertStringIncludes } from "@std/assert";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { type Wait, waitPage } from "workbook/waiting.ts";

function bundle(verdict: Verdict): Record<string, string> {
  const display = Symbol.for("Jupyter.display") as unknown as keyof Verdict;
  return (verdict[display] as unknown as () => Record<string, string>)();
}

Deno.test("check() passes an answer whose verification returns", async () => {
  assertEquals(await check("sum", () => "Right."), {
    exercise: "sum",
    verdict: "passed",
    advice: "Right.",
  });
});

Deno.test("check() distinguishes an open place from a wrong answer", async () => {
  const open = await check("sum", () => {
    throw new NotSolvedYet();
  });
  const wrong = await check(
    "sum",
    () => Promise.reject(new Refused("Two and two is not five.")),
  );
  assertEquals([open.verdict, wrong.verdict], ["unsolved", "refused"]);
  assertEquals([open.advice, wrong.advice], [
    "Not solved yet.",
    "Two and two is not five.",
  ]);
});

Deno.test("check() says what the answer threw, in one line", async () => {
  const thrown = await check("sum", () => {
    throw new TypeError("x is not a function");
  });
  assertEquals(thrown.advice, "Your code threw TypeError: x is not a function");
  const odd = await check("sum", () => {
    throw "words";
  });
  assertEquals(odd.advice, 'Your code threw "words"');
});

Deno.test("check() shows its verdict to people as text and HTML, and to programs as JSON", async () => {
  const shown = bundle(
    await check("sum", () => Promise.reject(new Refused("a < b & c\nd"))),
  );
  assertEquals(shown["text/plain"], "✗ Not yet. a < b & c\nd");
  assertStringIncludes(shown["text/html"]!, "a &#60; b &#38; c\nd");
  assertEquals(shown["application/vnd.workbook.check+json"] as unknown, {
    exercise: "sum",
    verdict: "refused",
    advice: "a < b & c\nd",
  });
});

Deno.test("check() judges no answer that has changed since it ran", async () => {
  const page = globalThis as Record<symbol, unknown>;
  const stale = Symbol.for("workbook.staleAnswer");
  page[stale] = "has changed since it ran";
  try {
    const { verdict, advice } = await check("sum", () => "right");
    assertEquals([verdict, advice], [
      "unsolved",
      "The cell above has changed since it ran, so this would judge what stood there before. Run that cell, and then this one.",
    ]);
  } finally {
    delete page[stale];
  }
});

Deno.test("check() gives each verdict its own mark, word and colour", async () => {
  const verdicts = [
    await check("sum", () => Promise.reject(new NotSolvedYet())),
    await check("sum", () => Promise.reject(new Refused("Five?"))),
    await check("sum", () => "Four."),
  ];
  const htmlOf = (colour: string, title: string, advice: string): string =>
    `<div role="status" style="border-left:4px solid ${colour};padding:0.4em 0.8em;white-space:pre-wrap"><b>${title}</b> ${advice}</div>`;
  assertEquals(verdicts.map((verdict) => bundle(verdict)["text/html"]), [
    htmlOf("#8a8f98", "○ Open.", "Not solved yet."),
    htmlOf("#d55e00", "✗ Not yet.", "Five?"),
    htmlOf("#009e73", "✓ Solved.", "Four."),
  ]);
  assertEquals(verdicts.map((verdict) => bundle(verdict)["text/plain"]), [
    "○ Open. Not solved yet.",
    "✗ Not yet. Five?",
    "✓ Solved. Four.",
  ]);
});

Deno.test("check() announces its wait, and refuses an answer that still runs after 20 s", async () => {
  const { setTimeout } = globalThis;
  const { begin } = waitPage;
  const delays: (number | undefined)[] = [];
  const waits: Wait[] = [];
  // The clock of this test: each time set is over at once.
  globalThis.setTimeout = ((over: () => void, ms?: number) => {
    delays.push(ms);
    return setTimeout(over, 0);
  }) as typeof setTimeout;
  waitPage.begin = (wait) => {
    waits.push(wait);
    return () => {};
  };
  try {
    const { verdict, advice } = await check("sum", () => new Promise(() => {}));
    assertEquals([verdict, advice], [
      "refused",
      "Your code was still running after 20 seconds. What does it wait for, and will that ever come?",
    ]);
  } finally {
    globalThis.setTimeout = setTimeout;
    waitPage.begin = begin;
  }
  assertEquals(delays, [20_000]);
  const wait = waits.find((each) => each.what() !== null);
  assertEquals([wait?.what(), wait?.howLong], [
    "your answer to be tried",
    "at most 20 s",
  ]);
});

Deno.test("NotSolvedYet and Refused are told apart by name", () => {
  const open = new NotSolvedYet();
  const wrong = new Refused("Five?");
  assertEquals([`${open}`, `${wrong}`], [
    "NotSolvedYet: Not solved yet",
    "Refused: Five?",
  ]);
});
