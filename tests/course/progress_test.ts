import { assertEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import { FOLDERS } from "course/chapters.ts";
import { readProgress } from "course/progress.ts";

Deno.test("readProgress() counts the verdicts that stand in the notebooks, and names what can't be read", async () => {
  const path = await Deno.makeTempDir();
  try {
    const folder = pathToFileURL(`${path}/`);
    const notebook = JSON.parse(
      await Deno.readTextFile(new URL("02_keys.ipynb", FOLDERS.notebooks)),
    );
    for (const [id, verdict] of [["salt", "refused"], ["key-of", "passed"]]) {
      const check = notebook.cells.find((cell: { id: string }) =>
        cell.id === `check-${id}`
      );
      check.outputs = [{
        data: { "application/vnd.workbook.check+json": { verdict } },
      }];
    }
    await Deno.writeTextFile(
      new URL("02_keys.ipynb", folder),
      JSON.stringify(notebook),
    );
    await Deno.writeTextFile(new URL("03_ordering.ipynb", folder), "{");
    const progress = readProgress(folder);
    assertEquals(progress.length, 14);
    assertEquals(progress[2], {
      chapter: "02_keys",
      title: "2. Keys and partitions",
      exercises: [
        { exercise: "partitioner", verdict: null },
        { exercise: "key-of", verdict: "passed" },
        { exercise: "where-to-look", verdict: null },
        { exercise: "salt", verdict: "refused" },
      ],
      solved: 1,
      problem: null,
    });
    assertEquals(progress[3]!.problem, "is no notebook");
    assertEquals(progress[4]!.problem, "is not there");
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});
