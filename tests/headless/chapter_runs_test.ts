import { assertEquals, assertMatch } from "@std/assert";
import { ANSWERS, CHECK, OPEN, SETUP } from "./chapter_fixture.ts";
import { type FixtureCell, folderWith, notebookOf } from "./fixtures.ts";

Deno.test("testChapter() registers both tests, and counts the lines of modules that cells ran", async () => {
  const setup: FixtureCell = [
    "setup",
    `import { add } from "workbook/sums.ts";\n${SETUP[1]}`,
  ];
  const solved: FixtureCell = [
    "exercise-sum",
    "function sum(a, b) { return add(a, b); }",
  ];
  const testChapterModule = new URL(
    "../../headless/chapter_runs.ts",
    import.meta.url,
  );
  // What the runner itself imports by the names in deno.json.
  const real = [
    "broker/places.ts",
    "broker/scratch.ts",
    "lib/errors.ts",
    "lib/errors/explanations.ts",
    "pictures/escape.ts",
  ].map((path) => [
    path,
    Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url)),
  ]);
  await using folder = await folderWith({
    "deno.json": JSON.stringify({
      imports: {
        "workbook/": "./lib/",
        "lab/": "./lab/",
        "broker/": "./broker/",
        "pictures/": "./pictures/",
      },
    }),
    "lab/exercises.ts": "export {};", // the runner takes only a type from it
    ...Object.fromEntries(real),
    "lib/sums.ts": `export function add(a: number, b: number): number {
  return a + b;
}
export function multiply(a: number, b: number): number {
  return a * b;
}
`,
    "notebooks/01_sums.ipynb": notebookOf([setup, OPEN, CHECK]),
    ".workbook/solved/01_sums.ipynb": notebookOf([setup, solved, CHECK]),
    "tests/notebooks/wrong_answers/01_sums.ts": ANSWERS,
    "tests/chapter_test.ts": `
      import { testChapter } from ${JSON.stringify(testChapterModule.href)};
      testChapter("01_sums", { root: import.meta.dirname + "/.." });
    `,
  });
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--no-lock", "--coverage=coverage"],
    cwd: folder.path,
    env: { NO_COLOR: "1" },
  }).output();
  const report = new TextDecoder().decode(stdout);
  assertEquals(code, 0, report + new TextDecoder().decode(stderr));
  assertMatch(report, /01_sums › learner \.\.\./);
  assertMatch(report, /cell 3 of 3: check-sum \(unsolved\) \.\.\. ignored/);
  assertMatch(report, /01_sums › solved \.\.\./);
  assertMatch(report, /exercise-sum refuses product \.\.\. ok/);
  assertMatch(
    report,
    /2 passed \(\d+ steps\) \| 0 failed \| 0 ignored \(1 step\)/,
  );
  assertMatch(report, /lib\/sums\.ts +\| +100\.0 \| +50\.0 \|/);
});
