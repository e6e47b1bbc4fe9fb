import { join } from "node:path";
import type { ChapterOptions } from "headless/options.ts";
import type { Notebook } from "headless/notebook_file.ts";
import type { runSolved } from "headless/solved.ts";
import {
  type FixtureCell,
  folderWith,
  notebookOf,
  RecordedSteps,
} from "./fixtures.ts";

/** Declares how a check shows its verdict. */
export const SETUP: FixtureCell = [
  "setup",
  `function show(verdict, advice) {
    return Deno.jupyter.display({
      "application/vnd.workbook.check+json": { exercise: "sum", verdict, advice },
      "text/plain": advice,
    }, { raw: true });
  }`,
];
/** Wants `sum(1, 2)` to be 3. */
export const CHECK: FixtureCell = [
  "check-sum",
  `const found = typeof sum === "function" ? sum(1, 2) : sum;
  if (found === undefined) await show("unsolved", "Not solved yet.");
  else if (found === 3) await show("passed", "Right.");
  else await show("refused", "One and two make three,\\n  not " + found + ".");`,
];
/** As the learner gets it. */
export const OPEN: FixtureCell = ["exercise-sum", "function sum(a, b) {}"];
/** As the solved notebook has it. */
export const SOLVED: FixtureCell = [
  "exercise-sum",
  "function sum(a, b) { return a + b; }",
];
/** Three wrong answers, each refused with fitting advice. */
export const ANSWERS = `
// %% exercise-sum product
// says: make three, not 2
function sum(a, b) { return a * b; }

// %% exercise-sum first
// says: not 1
function sum(a, b) { return a; }

// %% exercise-sum second
// says: not 2
// says: One and two
function sum(a, b) { return b; }
`;

/** Four right answers, each accepted. */
export const RIGHT_ANSWERS = `
// %% exercise-sum turned-round
function sum(a, b) { return b + a; }

// %% exercise-sum less-the-negative
function sum(a, b) { return a - -b; }

// %% exercise-sum of-a-list
function sum(...all) { return all.reduce((a, b) => a + b, 0); }

// %% exercise-sum counted-up
function sum(a, b) { while (b-- > 0) a++; return a; }
`;

/** The parts of a chapter that a test needs. */
export interface Chapter {
  learner?: FixtureCell[];
  solved?: FixtureCell[];
  answers?: string;
  /** Without it, the chapter has no file of right answers. */
  rightAnswers?: string;
}

/** What came of a chapter's test. */
export interface ChapterOutcome {
  steps: RecordedSteps;
  /** The notebooks that were kept, by their names. */
  executed: Record<string, Notebook>;
}

/** Tests the chapter `01_sums`, learner's or solved. */
export async function runChapter(
  { learner = [], solved = [], answers = ANSWERS, rightAnswers }: Chapter,
  run: typeof runSolved,
  options: ChapterOptions = {},
): Promise<ChapterOutcome> {
  await using folder = await folderWith({
    "notebooks/01_sums.ipynb": notebookOf(learner),
    ".workbook/solved/01_sums.ipynb": notebookOf(solved),
    "tests/notebooks/wrong_answers/01_sums.ts": answers,
    ...rightAnswers !== undefined && {
      "tests/notebooks/right_answers/01_sums.ts": rightAnswers,
    },
    ".workbook/executed/01_sums.solved.failed.ipynb": notebookOf([]),
  });
  const steps = new RecordedSteps();
  await run(steps, "01_sums", { root: folder.path, ...options });
  const executed: ChapterOutcome["executed"] = {};
  const kept = join(folder.path, ".workbook/executed");
  for await (const { name } of Deno.readDir(kept)) {
    executed[name] = JSON.parse(await Deno.readTextFile(join(kept, name)));
  }
  return { steps, executed };
}
