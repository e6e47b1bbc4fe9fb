import { assertEquals, assertStringIncludes } from "@std/assert";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";

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
  assertEquals(wrong.advice, "Two and two is not five.");
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
