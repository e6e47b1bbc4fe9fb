import { dirname } from "node:path";
import { sha256 } from "broker/jars.ts";
import { renderedFolder } from "headless/checkout.ts";
import type { Book } from "./course_book.ts";
import { printPdf } from "./rendering/pdf.ts";
import { sphinxSource } from "./pages/sphinx_source.ts";
import { runSphinx } from "./rendering/sphinx_builder.ts";

/** The means of rendering a course. */
export interface Press {
  /** Absolute path of the checkout. */
  root: string;
  /** Path of the Python that has Sphinx. */
  python: string;
  /** Path of the browser that prints; `null` when there is none. */
  chromium: string | null;
  /**
   * Shows the progress.
   *
   * @param fraction The part that is done, from 0 to 1.
   * @param what The part that comes next.
   */
  show(fraction: number, what: string): void;
}

/** A rendered course. */
export interface Rendering {
  /** Absolute path of the folder that holds all of it. */
  folder: string;
  /** Whether it was rendered now; `false` when it already existed. */
  isNew: boolean;
}

/** Name of the file beside a complete rendering; it holds the fingerprint of the course. */
const SEAL = "made.json";

/**
 * Renders a course: the site, and the PDF where there is a browser to print it. Does nothing when the same course has
 * been rendered before.
 *
 * @param book The course.
 * @param press The checkout and the programs that render it.
 * @param finish Callback that completes and checks the rendering in its folder; when it throws, the course stays
 * incomplete and is rendered again next time.
 * @returns The rendered course.
 * @throws {Trouble} If Sphinx or the browser fails.
 */
export async function render(
  book: Book,
  press: Press,
  finish: (folder: string) => Promise<void>,
): Promise<Rendering> {
  const { root, chromium } = press;
  const folder = renderedFolder(root, book.edition);
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

/** A text that differs whenever the rendered course would. */
async function fingerprintOf(book: Book, press: Press): Promise<string> {
  // A rendering of another day is still the same course.
  const undated = { ...book, stamp: { ...book.stamp, date: "" } };
  const source = await sphinxSource(press.root, undated, false);
  const code = await readCode(new URL("./", import.meta.url));
  const also = [book.solutions, press.chromium];
  const text = JSON.stringify([[...source], code, also]);
  return await sha256(new TextEncoder().encode(text));
}

/** The names and texts of the files that render the course. */
async function readCode(folder: URL): Promise<string[]> {
  const texts: string[] = [];
  const entries = await Array.fromAsync(Deno.readDir(folder));
  entries.sort((one, other) => one.name < other.name ? -1 : 1);
  for (const { name, isDirectory } of entries) {
    if (isDirectory) texts.push(...await readCode(new URL(`${name}/`, folder)));
    else texts.push(name, await Deno.readTextFile(new URL(name, folder)));
  }
  return texts;
}

async function renderPages(
  book: Book,
  { root, python }: Press,
  folder: string,
): Promise<void> {
  const work = `${folder}/work`;
  await writeAll(`${work}/source`, await sphinxSource(root, book, false));
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
  await writeAll(`${work}/source`, await sphinxSource(root, book, true));
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
