import type { Chapter, SourceCell } from "course/chapters.ts";
import { Trouble } from "workbook/errors.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { neededCells } from "./needed_cells.ts";
import { sampleOf } from "./sample.ts";
import { typeErrors } from "./type_errors.ts";

/** For each mutant of a sample so many are compiled, since some have errors of types. */
const SPARE = 4;

/**
 * Makes the mutants of the solutions in some chapters, without those that do not compile.
 *
 * @param chapters The chapters.
 * @param sample How many mutants of each chapter to draw; all when left out.
 * @param seed What the sample is drawn with.
 * @returns The mutants of each chapter, in the order of its exercises and their code.
 * @throws {Trouble} If a solution itself does not compile.
 */
export async function compiledMutants(
  chapters: Chapter[],
  sample: number = Infinity,
  seed: number = 1,
): Promise<Mutant[][]> {
  const programs: string[] = [];
  const add = (program: string): number => programs.push(program) - 1;
  const solutions = new Map<string, number>();
  const numbered = chapters.map(({ cells }) => {
    const exercises = exercisesIn(cells);
    const drawn = sampleOf(exercises.flatMap(mutantsOf), SPARE * sample, seed);
    return exercises.flatMap((exercise) => {
      const own = drawn.filter(({ originId }) => originId === exercise.id);
      if (own.length === 0) return [];
      const write = programOf(cells, exercise);
      solutions.set(exercise.id, add(write(exercise.source)));
      return own.map((mutant) => ({
        mutant,
        index: add(write(mutant.source)),
      }));
    });
  });
  const errors = await typeErrors(programs);
  for (const [id, index] of solutions) {
    if (!errors.has(index)) continue;
    throw new Trouble(
      `Cannot make mutants of "${id}": expected a solution that compiles with the cells that it needs but found:\n${
        errors.get(index)
      }`,
    );
  }
  return numbered.map((mutants) => {
    const compiled = mutants.filter(({ index }) => !errors.has(index));
    return sampleOf(compiled.map(({ mutant }) => mutant), sample, seed);
  });
}

/**
 * Picks the cells of a chapter that hold exercises.
 *
 * @param cells The cells of the chapter's source.
 * @returns The exercises' code cells in order.
 */
export function exercisesIn(cells: SourceCell[]): SourceCell[] {
  return cells.filter(({ role, kind }) =>
    role === "exercise" && kind === "code"
  );
}

/** Writes an exercise's code and the cells that it needs as one module. */
function programOf(
  cells: SourceCell[],
  exercise: SourceCell,
): (source: string) => string {
  const needed = neededCells(cells, exercise);
  return (source) =>
    needed.map((cell) => cell === exercise ? source : cell.source).join("\n");
}
