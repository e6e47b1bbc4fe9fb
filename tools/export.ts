/**
 * Renders the course for readers without Jupyter: a site, a PDF and slides, for learners and for teachers.
 *
 * ```sh
 * deno task export
 * deno task export --only 05 --edition learner --solutions folded
 * ```
 */
import { startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
import { Trouble } from "workbook/errors.ts";
import { type Book, gatherBook } from "course/course_book.ts";
import { chapterPages } from "course/chapter_pages.ts";
import { type Chapter, readChapters } from "course/chapters.ts";
import {
  checkSite,
  checkSlides,
  type Mistake,
  mistakesText,
} from "course/checks.ts";
import { findChromium } from "course/chromium.ts";
import {
  type Edition,
  EDITIONS,
  SOLUTIONS,
  type Solutions,
  usualSolutions,
} from "course/editions.ts";
import { runChapters, staleChapters } from "course/executed_chapters.ts";
import { buildNotebooks } from "course/notebooks.ts";
import { type Press, render, type Rendering } from "course/rendering.ts";
import { writeSlides } from "course/slides.ts";
import { readStamp } from "course/stamp.ts";
import { CellFailure } from "headless/cell_failure.ts";
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";
import { placesIn } from "./setup/parts.ts";
import { startStep } from "./setup/progress.ts";
import { sphinxPython } from "./setup/sphinx.ts";

/** Lines about checks that this machine cannot run; printed once for all editions. */
const leftOut = new Set<string>();

await runProgram(async () => {
  const flags = readFlags("export", {
    only: { type: "string" },
    edition: { type: "string" },
    solutions: { type: "string" },
  });
  const editions = chosen<Edition>("edition", flags.edition, EDITIONS);
  const [solutions] = flags.solutions === undefined
    ? []
    : chosen<Solutions>("solutions", flags.solutions, SOLUTIONS);
  const chapters = chaptersFor(flags.only);
  const { root } = placesIn();
  const python = await sphinxPython(root);
  const chromium = await findChromium();
  await runStaleChapters(root, chapters.map(({ name }) => name));
  const stamp = await readStamp(root);
  for (const edition of editions) {
    const kind = { edition, solutions: solutions ?? usualSolutions(edition) };
    const book = await gatherBook(root, chapters, kind, stamp);
    const { folder, isNew } = await renderEdition(book, {
      root,
      python,
      chromium,
    });
    console.log(
      isNew
        ? `The ${edition}'s edition is in ${folder}`
        : `The ${edition}'s edition is unchanged`,
    );
  }
  for (const line of leftOut) console.log(line);
  if (chromium === null) {
    console.log(
      "No PDF was made: no browser of Chromium's family was found. Install Chromium or Chrome, or name one in CHROME_PATH, and export again",
    );
  }
});

async function renderEdition(
  book: Book,
  tools: Omit<Press, "show">,
): Promise<Rendering> {
  const { edition, chapters, stamp } = book;
  using step = startStep(`Rendering the ${edition}'s edition`);
  const show = (fraction: number, what: string): void =>
    step.show(fraction, what);
  return await render(book, { ...tools, show }, async (folder) => {
    show(0.6, "slides");
    const pages = await chapterPages(tools.root, chapters, edition);
    await writeSlides(pages, `${folder}/slides`, stamp);
    show(0.7, "checks");
    const say = (line: string): void => void leftOut.add(line);
    const options = { chromium: tools.chromium, say };
    refuse(await checkSite(`${folder}/site`, options), `${folder}/site`);
    refuse(await checkSlides(`${folder}/slides`, options), `${folder}/slides`);
  });
}

function refuse(mistakes: Mistake[], folder: string): void {
  if (mistakes.length > 0) throw new Trouble(mistakesText(mistakes, folder));
}

/** The value of a flag as a list; all known values when it was not given. */
function chosen<T extends string>(
  flag: string,
  value: string | undefined,
  known: readonly T[],
): readonly T[] {
  if (value === undefined) return known;
  const found = known.find((name) => name === value);
  if (found !== undefined) return [found];
  throw new Trouble(
    `Cannot export with --${flag} "${value}": expected ${
      known.join(", ")
    }. Give one of these, or leave it out`,
  );
}

function chaptersFor(only: string | undefined): Chapter[] {
  const chapters = readChapters();
  const found = chapters.filter(({ name }) =>
    only === undefined || name.split("_")[0] === only.padStart(2, "0")
  );
  if (found.length > 0) return found;
  throw new Trouble(
    `Cannot export chapter "${only}": expected one of ${
      chapters.map(({ name }) => name.slice(0, 2)).join(", ")
    }. Give one of these, or leave it out`,
  );
}

async function runStaleChapters(root: string, names: string[]): Promise<void> {
  buildNotebooks("solved");
  const stale = await staleChapters(root, names);
  if (stale.length === 0) return;
  using step = startStep(`Running ${stale.length} of ${names.length} chapters`);
  await using broker = await startBroker({
    folder: workbookPath("test", `export-${Deno.pid}`),
    port: 0,
    ownerPid: Deno.pid,
    ephemeral: true,
  });
  let done = 0;
  try {
    await runChapters(root, stale, broker.brokers, (name) => {
      step.show(++done / stale.length, name);
    });
  } catch (error) {
    // The runner's message about a cell is meant for the reader.
    if (error instanceof CellFailure) throw new Trouble(error.message);
    throw error;
  }
}
