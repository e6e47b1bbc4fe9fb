import { dirname } from "node:path";
import { type Book } from "./book.ts";
import { fingerprint } from "./fingerprint.ts";
import { printPdf } from "./pdf.ts";
import { sourceOf } from "./source.ts";
import { runSphinx } from "./sphinx.ts";

/** With what a course is rendered. */
export interface Press {
  /** Absolute path of the checkout. */
  root: string;
  /** The Python that has Sphinx. */
  python: string;
  /** The browser that prints; `null` when there is none. */
  chromium: string | null;
  /** Shows how far it is, from 0 to 1, and what is being done. */
  show(fraction: number, what: string): void;
}

/** What came of a rendering. */
export interface Rendering {
  /** Absolute path of the folder that holds all of it. */
  folder: string;
  /** Whether there was anything to do. */
  isNew: boolean;
}

/** Written beside a rendered course when all of it is there. */
const SEAL = "made.json";

/**
 * Renders a course: the site, and the PDF where there is a browser to print it. Does nothing when the same is there.
 *
 * @param book The course.
 * @param press With what.
 * @param finish Adds what belongs to the rendering and looks it over; what it throws leaves the course unfinished.
 * @returns Where it is.
 * @throws {Trouble} If Sphinx or the browser fails.
 */
export async function render(
  book: Book,
  press: Press,
  finish: (folder: string) => Promise<void>,
): Promise<Rendering> {
  const { root, chromium } = press;
  const folder = `${root}/.workbook/course/${book.edition}`;
  const seal = `${folder}/${SEAL}`;
  const made = await fingerprintOf(book, press);
  if (await Deno.readTextFile(seal).catch(() => "") === made) {
    return { folder, isNew: false };
  }
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  press.show(0, "pages");
  await renderPages(book, press, folder);
  if (chromium !== null) {
    press.show(0.3, "PDF");
    await renderPdf(book, press, chromium, folder);
  }
  await finish(folder);
  await Deno.writeTextFile(seal, made);
  return { folder, isNew: true };
}

async function fingerprintOf(book: Book, press: Press): Promise<string> {
  // The day alone makes no other course.
  const undated = { ...book, stamp: { ...book.stamp, date: "" } };
  const source = await sourceOf(press.root, undated, false);
  return await fingerprint(source, new URL("./", import.meta.url), [
    book.solutions,
    press.chromium,
  ]);
}

async function renderPages(
  book: Book,
  { root, python }: Press,
  folder: string,
): Promise<void> {
  const work = `${folder}/work`;
  await writeAll(`${work}/source`, await sourceOf(root, book, false));
  await runSphinx(python, "html", `${work}/source`, `${work}/site`);
  await Deno.rename(`${work}/site`, `${folder}/site`);
  await Deno.remove(work, { recursive: true });
}

async function renderPdf(
  book: Book,
  { root, python }: Press,
  chromium: string,
  folder: string,
): Promise<void> {
  const work = `${folder}/work`;
  await writeAll(`${work}/source`, await sourceOf(root, book, true));
  await runSphinx(python, "singlehtml", `${work}/source`, `${work}/page`);
  await printPdf(
    chromium,
    `${work}/page/index.html`,
    `${folder}/kafka-workbook.pdf`,
  );
  await Deno.remove(work, { recursive: true });
}

async function writeAll(
  folder: string,
  files: Map<string, string>,
): Promise<void> {
  for (const [path, text] of files) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}
