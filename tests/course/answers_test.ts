import { assertEquals } from "@std/assert";
import { readAnswers } from "course/answers.ts";
import { smallSite } from "../support/small_site.ts";

Deno.test("readAnswers() takes the check's verdict, and nothing that the solution printed", async () => {
  const code = (id: string, source: string, outputs: unknown[] = []) => ({
    cell_type: "code",
    id,
    source,
    metadata: {},
    outputs,
  });
  const cells = [
    code("exercise-sum", "const sum = 4;"),
    code("check-sum", "", [
      { output_type: "stream", name: "stdout", text: "reader-fada joined\n" },
      {
        output_type: "execute_result",
        metadata: {},
        data: {
          "application/vnd.workbook.check+json": {
            exercise: "sum",
            verdict: "passed",
            advice: "Two and two is four.",
          },
          "text/plain": "✓ Solved. Two and two is four.",
        },
      },
    ]),
  ];
  await using root = await smallSite({
    ".workbook/executed/44_sums.ipynb": JSON.stringify({
      cells,
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
  });
  assertEquals(await readAnswers(root.folder, "44_sums"), [{
    slug: "sum",
    title: "sum",
    solution: "const sum = 4;",
    praise: "Two and two is four.",
    wrong: [],
  }]);
});
