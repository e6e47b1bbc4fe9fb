import type { Chapter, SourceCell } from "course/chapters.ts";
import { Trouble } from "workbook/errors.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { neededCells } from "./needed_cells.ts";
import { typeErrors } from "./type_errors.ts";

/**
 * Makes every mutant of the solutions in some chapters, without those that do not compile.
 *
 * @param chapters The chapters.
 * @returns The mutants of each chapter, in the order of its exercises and their code.
 * @throws {Trouble} If a solution itself does not compile.
 */
export async function compiledMutants(
  chapters: Chapter[],
): Promise<Mutant[][]> {
  const programs: string[] = [];
  const add = (program: string): number => programs.push(program) - 1;
  const numbered = chapters.map(({ cells }) =>
    exercisesIn(cells).flatMap((exercise) => {
      const write = programOf(cells, exercise);
      return {
        exercise,
        solution: add(write(exercise.source)),
        mutants: mutantsOf(exercise).map((mutant) => ({
          mutant,
          index: add(write(mutant.source)),
        })),
      };
    })
  );
  const wrong = await typeErrors(programs);
  return numbered.map((exercises) =>
    exercises.flatMap(({ exercise, solution, mutants }) => {
      if (wrong.has(solution)) {
        throw new Trouble(
          `Cannot make mutants of "${exercise.id}": expected a solution that compiles with the cells that it needs but found:\n${
            wrong.get(solution)
          }`,
        );
      }
      return mutants.filter(({ index }) => !wrong.has(index))
        .map(({ mutant }) => mutant);
    })
  );
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
