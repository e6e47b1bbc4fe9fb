import { marksOf, type ShownCell, shownVerdict } from "page/marks.ts";
import { FOLDERS, readChapters } from "./chapters.ts";

/** How far a reader is in a chapter, as the verdicts that stand in its notebook say. */
export interface ChapterProgress {
  /** Name of the chapter, such as `02_keys`. */
  chapter: string;
  /** Its title, such as `2. Keys and partitions`. */
  title: string;
  /** The exercises in their order; none when the notebook can't be read. */
  exercises: ExerciseProgress[];
  /** Number of exercises that are solved. */
  solved: number;
  /** Why the notebook can't be read; `null` when it can. */
  problem: string | null;
}

/** How far a reader is with an exercise. */
export interface ExerciseProgress {
  /** The slug that the exercise's cells share, such as `key-of`. */
  exercise: string;
  /** The last verdict of its check; `null` when the check has not run. */
  verdict: string | null;
}

/**
 * Reads how far a reader is, from the notebooks alone.
 *
 * @param folder Folder of the notebooks; by default the learner's notebooks.
 * @returns All chapters of the course, in their order.
 *
 * @example The exercises that are solved
 * ```ts ignore
 * const solved = readProgress().reduce((sum, { solved }) => sum + solved, 0);
 * ```
 */
export function readProgress(
  folder: URL = FOLDERS.notebooks,
): ChapterProgress[] {
  return readChapters().map(({ name, cells }) => {
    const title = cells[0]?.source.match(/^# (.+)$/m)?.[1] ?? name;
    const blank = { chapter: name, title, exercises: [], solved: 0 };
    try {
      const text = Deno.readTextFileSync(new URL(`${name}.ipynb`, folder));
      const saved: ShownCell[] = JSON.parse(text).cells;
      const checks = saved.filter(({ id }) => id?.startsWith("check-"));
      return {
        ...blank,
        exercises: checks.map((cell) => ({
          exercise: cell.id!.slice("check-".length),
          verdict: shownVerdict(cell),
        })),
        solved: marksOf(saved).solved,
        problem: null,
      };
    } catch (error) {
      return { ...blank, problem: problemOf(error) };
    }
  });
}

function problemOf(error: unknown): string {
  return error instanceof Deno.errors.NotFound
    ? "is not there"
    : "is no notebook";
}
