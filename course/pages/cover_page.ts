import { dataOf } from "headless/outputs.ts";
import { TROUBLE_PAGE } from "../notebooks/trouble_page.ts";
import { type Book, TITLE } from "../course_book.ts";
import type { ChapterPage } from "../chapter_pages.ts";
import { formatStamp } from "../stamp.ts";

/** The cell whose output is the picture on the cover; without it, the first picture of the course is used. */
const COVER = { chapter: "02_keys", cell: "demo-keyed" };

/**
 * Writes the first page: title, a picture from the course, its chapters, and Sphinx' table of the other pages.
 *
 * @param book The course.
 * @returns MyST Markdown.
 */
export function coverPage(book: Book): string {
  const { pages, edition, stamp } = book;
  const chapters = pages.map((page) =>
    `- **[${page.title}](${page.name}.ipynb)**  \n  ${promiseOf(page)}`
  );
  return `# ${TITLE}

<div class="cover">
<p class="cover-subtitle">Apache Kafka, hands on: each guarantee proved on a broker of your own.</p>
${coverPicture(pages)}
<p class="cover-edition">${
    edition === "teacher" ? "Teacher’s edition" : "Learner’s edition"
  }</p>
<p class="stamp">${formatStamp(stamp)}</p>
</div>

These pages show every chapter as it ran on a real Kafka broker: its text, its code, its pictures. To run it yourself,
and to solve the exercises, open the notebooks in JupyterLab: \`npx -y deno@2.9.6 task start\` in the workbook's folder
is all it takes.

\`\`\`{rubric} Chapters
\`\`\`

${chapters.join("\n")}

${tables(book)}
`;
}

function coverPicture(pages: ChapterPage[]): string {
  const wished = pages.find(({ name }) => name === COVER.chapter)?.cells
    .filter(({ id }) => id === COVER.cell) ?? [];
  const cells = [...wished, ...pages.flatMap((page) => page.cells)];
  const picture = cells.flatMap(({ outputs }) => dataOf(outputs, "text/html"))
    .find((html) => String(html).startsWith("<img"));
  return picture === undefined ? "" : String(picture);
}

/** What the reader will be able to do after the chapter, in one line. */
function promiseOf({ cells }: ChapterPage): string {
  const title = cells.find(({ role }) => role === "title")?.source ?? "";
  const list = title.split(/After this chapter you can\s*/)[1]?.split(
    "\n\n",
  )[0];
  const items =
    list?.split(/^- /m).map((item) =>
      item.trim().replaceAll(/\s+/g, " ").replace(/[.,;]$/, "")
    ).filter(Boolean) ?? [];
  return items.length === 0 ? "" : `You will be able to ${items.join("; ")}.`;
}

function tables({ pages, answers, edition }: Book): string {
  const solved = pages.filter(({ name }) => answers[name]?.length);
  return [
    table("Chapters", pages.map(({ name }) => name)),
    ...solved.length > 0
      ? [table(
        "Solutions",
        solved.map(({ name, title }) => `${title} <solutions/${name}>`),
      )]
      : [],
    table("Beside the chapters", [
      ...edition === "teacher" ? ["teaching"] : [],
      TROUBLE_PAGE.replace(".md", ""),
      "glossary",
      "claims",
    ]),
  ].join("\n\n");
}

function table(caption: string, documents: string[]): string {
  return `\`\`\`{toctree}\n:hidden:\n:caption: ${caption}\n\n${
    documents.join("\n")
  }\n\`\`\``;
}
