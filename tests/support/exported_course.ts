/** Renders a few chapters, run on the tests' broker, into a folder that goes with the test. */
import { type Book, gatherBook } from "course/course_book.ts";
import type { Edition, Solutions } from "course/editions.ts";
import { runChapters } from "course/executed_chapters.ts";
import { render, type Rendering } from "course/rendering.ts";
import { readStamp } from "course/stamp.ts";
import { type Chapter, readChapters } from "course/chapters.ts";
import { placesIn } from "tools/setup/parts.ts";
import { sphinxEnvironment } from "tools/setup/sphinx.ts";
import { brokers } from "./broker.ts";

/** A folder that stands for a checkout, in which a few chapters have been run. */
export interface SmallCourse extends AsyncDisposable {
  /** Absolute path. */
  root: string;
  chapters: Chapter[];
  /** Gathers it, for whom the test wishes. */
  book(kind: { edition: Edition; solutions: Solutions }): Promise<Book>;
  /** Renders it; without a browser there is no PDF. */
  render(
    book: Book,
    options?: {
      finish?: (folder: string) => Promise<void>;
      chromium?: string | null;
    },
  ): Promise<Rendering>;
}

/**
 * Runs chapters for a test.
 *
 * @param names Such as `02_keys`.
 * @returns The course; its folder goes when it is disposed of.
 */
export async function smallCourse(...names: string[]): Promise<SmallCourse> {
  const chapters = readChapters().filter(({ name }) => names.includes(name));
  return await courseOf(chapters, async (root) => {
    for (const { name, solved } of chapters) {
      await write(`${root}/.workbook/solved`, name, solved);
    }
    await runChapters(root, names, brokers);
  });
}

/**
 * Takes all chapters as they are before anybody runs them, so that their cells have no outputs.
 *
 * @returns The course; its folder goes when it is disposed of.
 */
export async function unrunCourse(): Promise<SmallCourse> {
  const chapters = readChapters();
  return await courseOf(chapters, async (root) => {
    for (const { name, learner } of chapters) {
      await write(`${root}/.workbook/executed`, name, learner);
    }
  });
}

async function write(
  folder: string,
  name: string,
  text: string,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/${name}.ipynb`, text);
}

async function courseOf(
  chapters: Chapter[],
  fill: (root: string) => Promise<void>,
): Promise<SmallCourse> {
  const checkout = placesIn().root;
  // Inside the checkout, so that cells find deno.json above them.
  const root = `${checkout}/.workbook/test/course-${crypto.randomUUID()}`;
  await fill(root);
  const press = {
    root,
    python: await sphinxPython(checkout),
    show(): void {},
  };
  return {
    root,
    chapters,
    book: async (kind) =>
      await gatherBook(root, chapters, kind, await readStamp(checkout)),
    render: (book, { finish = async () => {}, chromium = null } = {}) =>
      render(book, { ...press, chromium }, finish),
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

/** Fetching asks for more permissions than tests have, so that another process does it. */
async function sphinxPython(checkout: string): Promise<string> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "tools/setup/sphinx.ts"],
    cwd: checkout,
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return `${sphinxEnvironment(checkout).venv}/bin/python`;
}
