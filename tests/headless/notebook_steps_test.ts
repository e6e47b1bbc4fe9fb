import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { folderWith, notebookOf, RecordedSteps } from "./fixtures.ts";
import { runCells, runNotebook, tags, timeout } from "./notebook_fixture.ts";

Deno.test("NotebookSteps run each code cell as a step, in the notebook's folder", async () => {
  const { steps, executed } = await runCells(
    [
      ["setup", `import { topic } from "./topic.ts";`],
      ["empty", "  "],
      ["demo-topic", "topic"],
    ],
    {},
    { "topic.ts": `export const topic = "orders";` },
  );
  assertEquals(steps.reported.map(({ name, result }) => [name, result]), [
    ["cell 1 of 2: setup", "ok"],
    ["cell 2 of 2: demo-topic", "ok"],
    ["after the last cell", "ok"],
  ]);
  assertEquals(executed, null);
});

Deno.test("NotebookSteps require a cell tagged raises-exception to raise", async () => {
  const { steps } = await runCells([
    ["demo-raises", "throw new Error('expected')", tags("raises-exception")],
    ["demo-does-not", "1", tags("raises-exception")],
  ], {
    cells: {
      "demo-raises": ({ error }) => assertEquals(error?.evalue, "expected"),
    },
  });
  assertEquals(steps.summary.slice(0, 2), [
    "ok demo-raises",
    "failed demo-does-not",
  ]);
  assertStringIncludes(
    steps.failures[0]!,
    "is tagged raises-exception, but it did not raise",
  );
});

Deno.test("NotebookSteps leave out a cell tagged skip-execution", async () => {
  const { steps } = await runCells([
    ["demo-skipped", "throw new Error('no')", tags("skip-execution")],
    ["demo", "1"],
  ]);
  assertEquals(steps.summary.slice(0, 2), ["ignored demo-skipped", "ok demo"]);
});

Deno.test("NotebookSteps fail a step whose assertion does not hold, and go on", async () => {
  const { steps } = await runCells([
    ["demo-rows", "const rows = [1, 2];\nrows.length"],
    ["demo-more", "rows.push(3);"],
  ], {
    cells: {
      "demo-rows": (cell) => assertEquals(cell.text, "3"),
      "demo-more": async (_cell, kernel) =>
        assertEquals(await kernel.evaluate("rows"), [1, 2, 3]),
    },
  });
  assertEquals(steps.summary, [
    "failed demo-rows",
    "ok demo-more",
    "ok after the last cell",
  ]);
  assertMatch(
    steps.failures[0]!,
    /demo-rows \(cell 1 of 2\)\nits assertion does not hold\nAssertionError: [^]*notebook_steps_test\.ts/,
  );
});

Deno.test("NotebookSteps refuse an assertion about a cell that does not run", async () => {
  const error = await assertRejects(() =>
    runCells([["demo", "1"], ["skipped", "1", tags("skip-execution")]], {
      cells: { demo: () => {}, skipped: () => {}, "demo-nope": () => {} },
    })
  );
  assertMatch(
    (error as Error).message,
    /^Cannot check the cells "skipped", "demo-nope": expected the id of a cell that runs but .*orders\.ipynb has only demo$/,
  );
});

Deno.test("NotebookSteps say what is wrong with a notebook's file", async () => {
  await using folder = await folderWith({
    "broken.ipynb": "{",
    "old.ipynb": `{ "nbformat": 3 }`,
    "negative.ipynb": notebookOf([["demo", "1", timeout(-1)]]),
  });
  const complaint = async (name: string): Promise<string> => {
    const path = join(folder.path, `${name}.ipynb`);
    const error = await assertRejects(() =>
      runNotebook(new RecordedSteps(), path, {})
    );
    return (error as Error).message;
  };
  assertStringIncludes(
    await complaint("none"),
    "expected a file but found none. Build it with: deno task build",
  );
  assertStringIncludes(await complaint("broken"), "expected JSON but found: ");
  assertStringIncludes(await complaint("old"), "expected format 4 but found 3");
  assertStringIncludes(
    await complaint("negative"),
    'Cannot run the cell "demo": expected a timeout in seconds but found -1',
  );
});
