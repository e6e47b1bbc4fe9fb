import type { NotebookCell } from "headless/notebook_file.ts";
import {
  MINUTES_A_DEMO,
  MINUTES_AN_EXERCISE,
  minutesFor,
  WORDS_A_MINUTE,
} from "page/class_time.ts";
import type { ChapterPage } from "../chapter_pages.ts";

/** Time from which a cell is listed as one to wait for, in milliseconds. */
const LONG_MS = 1_500;

/** A teacher's plan of a chapter. */
export interface ChapterPlan {
  /** The chapter. */
  page: ChapterPage;
  /** Number of words in its text. */
  words: number;
  /** Number of demonstrations. */
  demos: number;
  /** Number of exercises. */
  exercises: number;
  /** Time to plan for all of it, in minutes. */
  minutes: number;
  /** Time that its cells took in the last run, in milliseconds. */
  runMs: number;
  /** The cells that took long, the longest first. */
  longCells: { id: string; ms: number }[];
}

/**
 * Plans a chapter for a class.
 *
 * @param page The chapter.
 * @param executed The chapter's cells in the last run, with the times that the runner noted.
 * @returns The plan; a cell without noted times counts as 0 ms.
 */
export function planChapter(
  page: ChapterPage,
  executed: NotebookCell[],
): ChapterPlan {
  const words = page.cells.filter(({ kind }) => kind === "markdown")
    .reduce((sum, { source }) => sum + source.split(/\s+/).length, 0);
  const count = (role: string): number =>
    page.cells.filter((cell) => cell.kind === "code" && cell.role === role)
      .length;
  const demos = count("demo");
  const exercises = count("exercise");
  const times = executed.map((cell) => ({
    id: cell.id ?? "",
    ms: durationOf(cell),
  }));
  return {
    page,
    words,
    demos,
    exercises,
    minutes: minutesFor({ words, demos, exercises }),
    runMs: times.reduce((sum, { ms }) => sum + ms, 0),
    longCells: times.filter(({ ms }) => ms > LONG_MS)
      .sort((one, other) => other.ms - one.ms),
  };
}

/**
 * Writes the page for teachers: the time to plan for each chapter, and the cells that the class will wait for.
 *
 * @param plans The plans of the chapters.
 * @returns MyST Markdown.
 */
export function teachingPage(plans: ChapterPlan[]): string {
  const rows = plans.map(({ page, minutes, demos, exercises, runMs }) =>
    `| [${page.title}](${page.name}.ipynb) | ${minutes} min | ${demos} | ${exercises} | ${
      seconds(runMs)
    } |`
  );
  const waits = plans.flatMap(({ page, longCells }) =>
    longCells.map(({ id, ms }) =>
      `- Chapter ${Number(page.number)}, \`${id}\`: ${seconds(ms)}`
    )
  );
  return `# For teachers

What to plan for each chapter: its text read at ${WORDS_A_MINUTE} words a minute, ${MINUTES_A_DEMO} minutes for each
demonstration (guess, run, look), ${MINUTES_AN_EXERCISE} for each exercise. The last column is measured: how long the cells
run when nobody stops to think.

| chapter | plan | demonstrations | exercises | cells run for |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

## Where the class waits

These cells take their time, because a broker has to die or a session has to run out. Have the prediction discussed
meanwhile.

${waits.join("\n") || "None takes longer than a moment."}
`;
}

function durationOf({ metadata }: NotebookCell): number {
  const times = metadata.execution as Record<string, string> | undefined;
  if (times === undefined) return 0;
  return Date.parse(times["shell.execute_reply"]!) -
    Date.parse(times["iopub.execute_input"]!);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
