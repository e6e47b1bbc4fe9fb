import { executedPath } from "headless/checkout.ts";
import { readNotebook } from "headless/notebook_file.ts";
import { claimsPage } from "../notebooks/claims_page.ts";
import {
  GLOSSARY,
  GLOSSARY_PAGE,
  glossaryPage,
} from "../notebooks/glossary.ts";
import { TROUBLE_PAGE, troublePage } from "../notebooks/trouble_page.ts";
import { type Book, TITLE } from "../course_book.ts";
import { chapterNotebook } from "./chapter_notebook.ts";
import { coverPage } from "./cover_page.ts";
import { indexed, linkChapters } from "./markdown.ts";
import { solutionsPage } from "./solutions_page.ts";
import { meanings } from "./term_meanings.ts";
import { formatStamp } from "../stamp.ts";
import { planChapter, teachingPage } from "./teaching_page.ts";

/** The folder of Sphinx' settings and of the style sheets. */
const SPHINX = new URL("../sphinx/", import.meta.url);
const STATIC = [
  "conf.py",
  "_static/course.css",
  "_static/print.css",
  "_static/favicon.svg",
];

/**
 * Writes everything that Sphinx reads to render a course.
 *
 * @param root Absolute path of the checkout.
 * @param book The course.
 * @param print Whether the course is printed.
 * @returns The content of each file by its path in one folder; the same for the same course.
 */
export async function sphinxSource(
  root: string,
  book: Book,
  print: boolean,
): Promise<Map<string, string>> {
  const { chapters, pages, edition, answers, stamp } = book;
  const context = { chapters: pages.map(({ name }) => name), print };
  const searchable = troublePage(chapters, ({ search }) => indexed(search));
  const glossary = glossaryPage(
    GLOSSARY,
    ({ term, also = [] }) => indexed([term, ...also]),
  );
  const files = new Map([
    ["index.md", coverPage(book)],
    [GLOSSARY_PAGE, linkChapters(glossary, context)],
    ["claims.md", linkChapters(claimsPage(chapters), context)],
    [TROUBLE_PAGE, linkChapters(searchable, context)],
    ["settings.json", settings(formatStamp(stamp), print)],
  ]);
  for (const page of pages) {
    const { name } = page;
    const downloads = `downloads/${name}.ipynb`;
    const learner = chapters.find((chapter) => chapter.name === name)!.learner;
    files.set(downloads, learner);
    const note = print
      ? ""
      : `{download}\`Download the notebook <${downloads}>\``;
    files.set(`${name}.ipynb`, chapterNotebook(page, note, context));
    const solved = answers[name] ?? [];
    if (solved.length === 0) continue;
    files.set(
      `solutions/${name}.md`,
      solutionsPage(page, solved, edition, print),
    );
  }
  if (edition === "teacher") {
    files.set("teaching.md", await teaching(root, book));
  }
  for (const file of STATIC) {
    files.set(file, await Deno.readTextFile(new URL(file, SPHINX)));
  }
  return files;
}

async function teaching(root: string, { pages }: Book): Promise<string> {
  const plans = await Promise.all(pages.map(async (page) => {
    const { cells } = await readNotebook(executedPath(root, page.name));
    return planChapter(page, cells);
  }));
  return teachingPage(plans);
}

function settings(stamp: string, print: boolean): string {
  return JSON.stringify({
    title: TITLE,
    stamp,
    print,
    terms: meanings(GLOSSARY),
  });
}
