import type { WrongAnswer } from "headless/wrong_answers.ts";
import type { ExerciseAnswer } from "../answers.ts";
import type { ChapterPage } from "../chapter_pages.ts";
import type { Edition } from "../editions.ts";

/** Names whose capitals are lost in a slug. */
const NAMES = ["Ada", "Bo", "Cleo", "JSON", "Kafka", "KafkaJS", "UUID"];

/**
 * Writes the page with the solutions of a chapter.
 *
 * @param page The chapter.
 * @param answers The answers to its exercises, in order.
 * @param edition The edition; a teacher also gets the wrong answers to expect.
 * @param print Whether the page is printed, so that nothing can unfold: then wrong answers come without their code.
 * @returns MyST Markdown, for the folder `solutions/`.
 */
export function solutionsPage(
  page: ChapterPage,
  answers: ExerciseAnswer[],
  edition: Edition,
  print: boolean,
): string {
  const parts = answers.map(({ title, solution, praise, wrong }) =>
    [
      `## ${title}`,
      fence(solution),
      `The check: *${valuesAsCode(praise)}*`,
      ...edition === "teacher" ? wrongAnswers(wrong, print) : [],
    ].join("\n\n")
  );
  return [
    `# Solutions to ${page.title}`,
    `To the [exercises of the chapter](../${page.name}.ipynb).`,
    ...parts,
  ].join("\n\n") + "\n";
}

function wrongAnswers(wrong: WrongAnswer[], print: boolean): string[] {
  if (wrong.length === 0) return [];
  const entries = wrong.map(({ mistake, says, source }) => {
    const name = nameOf(mistake);
    const said = says.map((text) => `“${text}”`).join(" … ");
    const summary = name[0]!.toUpperCase() + name.slice(1);
    if (print) return `- *${summary}*: ${said}`;
    return `<details><summary>${summary}</summary>\n\nThe check says: ${said}\n\n${
      fence(source)
    }\n\n</details>`;
  });
  return [
    `**Wrong answers to expect${print ? ", and what the check says" : ""}**`,
    entries.join(print ? "\n" : "\n\n"),
  ];
}

/**
 * Formats the quotations in a verdict as code: names of topics and groups, keys and values. They come from the run; only
 * the words around them are the author's.
 */
function valuesAsCode(verdict: string): string {
  // A quoted line of JSON contains quotation marks itself.
  return verdict.replaceAll(
    /(?<=^|[\s(])"([^`\n]+?)"(?=[.,:;?!)]*(?:\s|$))/g,
    "`$1`",
  );
}

/** The words of a slug, with names as they are written. */
function nameOf(mistake: string): string {
  return mistake.split("-").map((word) =>
    NAMES.find((name) => name.toLowerCase() === word) ?? word
  ).join(" ");
}

function fence(code: string): string {
  return `\`\`\`ts\n${code.trim()}\n\`\`\``;
}
