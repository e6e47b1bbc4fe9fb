import { assertEquals, assertStringIncludes } from "@std/assert";
import type { ChapterPage, PageCell } from "course/chapter_pages.ts";
import { planChapter, teachingPage } from "course/pages/teaching_page.ts";

const cell = (id: string, kind: PageCell["kind"], source = ""): PageCell => ({
  id,
  role: id.split("-")[0]!,
  kind,
  source,
  outputs: [],
});

const page: ChapterPage = {
  name: "05_commits",
  number: "05",
  title: "5. The bookmark",
  cells: [
    cell("title", "markdown", "word ".repeat(360).trim()),
    cell("demo-one", "code"),
    cell("demo-two", "code"),
    cell("exercise-lag", "code"),
  ],
};

const ran = (id: string, seconds: number): {
  cell_type: "code";
  id: string;
  source: string;
  metadata: Record<string, unknown>;
} => ({
  cell_type: "code",
  id,
  source: "",
  metadata: {
    execution: {
      "iopub.execute_input": "2026-11-21T05:00:00.000Z",
      "shell.execute_reply": new Date(
        Date.UTC(2026, 10, 21, 5) + seconds * 1000,
      )
        .toISOString(),
    },
  },
});

Deno.test("planChapter() adds up reading, demonstrations and exercises, in steps of five minutes", () => {
  const plan = planChapter(page, [ran("demo-one", 0.25), ran("demo-two", 4)]);
  // 360 words, two demonstrations, one exercise: 2 + 4 + 10.
  assertEquals(plan.minutes, 20);
  assertEquals(plan.runMs, 4_250);
  assertEquals(plan.longCells, [{ id: "demo-two", ms: 4_000 }]);
});

Deno.test("planChapter() takes a cell without times for one that took none", () => {
  const { metadata: _, ...untimed } = ran("demo-one", 1);
  assertEquals(planChapter(page, [{ ...untimed, metadata: {} }]).runMs, 0);
});

Deno.test("teachingPage() says what to plan and where the class waits", () => {
  const text = teachingPage([planChapter(page, [ran("demo-two", 4)])]);
  assertStringIncludes(
    text,
    "| [5. The bookmark](05_commits.ipynb) | 20 min | 2 | 1 | 4.0 s |",
  );
  assertStringIncludes(text, "- Chapter 5, `demo-two`: 4.0 s");
});
