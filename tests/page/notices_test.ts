import { assertEquals } from "@std/assert";
import { waitingTexts } from "page/notices.ts";

/** Cells by their ids; a code cell's id begins with demo, exercise or check. */
function cellsOf(
  ...all: (string | [id: string, source: string])[]
): Parameters<typeof waitingTexts>[0] {
  return all.map((each) => {
    const [id, source] = typeof each === "string" ? [each, "Text."] : each;
    const type = /^(demo|exercise|check)-/.test(id) ? "code" : "markdown";
    return { model: { id, type, sharedModel: { source } } } as const;
  });
}

const pairsOf = (...all: Parameters<typeof cellsOf>): string[] =>
  waitingTexts(cellsOf(...all)).map(([notice, shows]) =>
    `${notice.model.id} waits for ${shows.model.id}`
  );

Deno.test("waitingTexts() has what follows the cell of a prediction, up to a heading", () => {
  assertEquals(
    pairsOf(
      "text-kill",
      "predict-kill",
      "demo-kill",
      "text-kill-notice",
      "text-luck",
      ["text-next", "## Next\n\nText."],
      "text-more",
      "demo-more",
      "text-after",
    ),
    [
      "text-kill-notice waits for demo-kill",
      "text-luck waits for demo-kill",
    ],
  );
});

Deno.test("waitingTexts() has a notice without a prediction, too", () => {
  assertEquals(pairsOf("demo-file", "text-file-notice", "text-topic"), [
    "text-file-notice waits for demo-file",
  ]);
});

Deno.test("waitingTexts() leaves hints, answers and the next prediction open", () => {
  assertEquals(
    pairsOf(
      "predict-consume",
      "exercise-consume",
      "hint-consume",
      "check-consume",
      "answer-consume",
      "predict-more",
    ),
    [],
  );
});
