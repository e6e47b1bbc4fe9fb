import type { PageCell } from "../chapter_pages.ts";
import { htmlOf, inlineHtml } from "./block_html.ts";
import { blocksOf } from "./blocks.ts";
import { codeHtml } from "./code.ts";
import { proseSlides } from "./prose_slides.ts";
import { foldedIn } from "./question_slides.ts";
import { SCREEN, type Slide } from "./slide.ts";

/** Height in px of code below a heading. */
const CODE_ROOM = SCREEN.body.height - 100;

/**
 * Makes the slides of an exercise: its task in full, the code to begin with, and the solution where the edition has it.
 *
 * @param exercise The code cell of the exercise.
 * @param cells All cells of the chapter; the text right before the exercise is its task.
 * @returns The slides; the hints are in the notes of the first.
 */
export function exerciseSlides(
  exercise: PageCell,
  cells: PageCell[],
): Slide[] {
  const slug = exercise.id.replace("exercise-", "");
  const sourceOf = (id: string): string =>
    cells.find((cell) => cell.id === id)?.source ?? "";
  const before = cells[cells.indexOf(exercise) - 1];
  const task = before?.role === "text" ? before.source : "";
  const [first, ...more] = proseSlides(task, { kind: "task", whole: true });
  const hints = foldedIn(sourceOf(`hint-${slug}`))
    .map(({ question, answer }) => `**${question}.** ${answer}`).join("\n\n");
  const title = blocksOf(task).find(({ type }) => type === "heading");
  const withTitle = (html: string, prefix = ""): string =>
    `<h2>${prefix}${inlineHtml(title?.["text"] ?? "Exercise")}</h2>\n${html}`;
  const code = codeHtml(exercise.source, CODE_ROOM);
  const solutions = solutionsIn(sourceOf(`answer-${slug}-solution`));
  return [
    ...(first ? [{ ...first, notes: `${first.notes}\n${htmlOf(hints)}` }] : []),
    ...more,
    { kind: "code", body: withTitle(code), notes: htmlOf(hints) },
    ...solutions.map((source): Slide => ({
      kind: "code",
      body: withTitle(codeHtml(source, CODE_ROOM), "Solution: "),
      notes: "",
    })),
  ];
}

function solutionsIn(source: string): string[] {
  return foldedIn(source).flatMap(({ answer }) =>
    blocksOf(answer).filter(({ type }) => type === "code")
      .map((block) => block["text"] as string)
  );
}
