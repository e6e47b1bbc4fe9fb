import type { SourceCell } from "./percent.ts";

const BEGIN = "// BEGIN SOLUTION";
const END = "// END SOLUTION";
const NOT_SOLVED_YET = "NotSolvedYet";
/** An import from the house that holds `NotSolvedYet`, in the one form that the formatter leaves. */
const FROM_LAB = /^import \{ (.+) \} from "lab";$/m;
const OPEN_PLACE = ["// TODO: your code here.", "throw new NotSolvedYet();"];

/**
 * Gives the cells of the learner's notebook: each solution is replaced by an open place, and stands folded under its
 * check.
 *
 * @param cells The cells of a chapter's source.
 * @returns New cells; those of the source are not changed.
 * @throws {SyntaxError} If a solution is not closed, or opened twice.
 *
 * @example An open place
 * ```ts
 * import { parsePercent } from "course/notebooks/percent.ts";
 * import { learnerCells } from "course/notebooks/variants.ts";
 *
 * const source = "// %% exercise-one\nfunction one() {\n  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n}";
 * console.assert(learnerCells(parsePercent(source, "x.ts"))[0]!.source.includes("NotSolvedYet"));
 * ```
 */
export function learnerCells(cells: SourceCell[]): SourceCell[] {
  return cells.flatMap((cell) => {
    if (cell.role === "setup" && cell.kind === "code") {
      return [{ ...cell, source: withNotSolvedYet(cell.source) }];
    }
    if (cell.role === "exercise" && cell.kind === "code") {
      return [{
        ...cell,
        source: withSolution(
          cell,
          (indent) => OPEN_PLACE.map((line) => indent + line),
        ),
      }];
    }
    const exercise = cell.role === "check"
      ? cells.find(({ role, kind, slug }) =>
        role === "exercise" && kind === "code" && slug === cell.slug
      )
      : undefined;
    return exercise ? [cell, folded(exercise)] : [cell];
  });
}

/**
 * Gives the cells of the solved notebook, with each solution in its place.
 *
 * @param cells The cells of a chapter's source.
 * @returns New cells, without the marks around the solutions.
 * @throws {SyntaxError} If a solution is not closed, or opened twice.
 *
 * @example The solution as it stands
 * ```ts
 * import { parsePercent } from "course/notebooks/percent.ts";
 * import { solvedCells } from "course/notebooks/variants.ts";
 *
 * const source = "// %% exercise-one\n// BEGIN SOLUTION\nconst one = 1;\n// END SOLUTION";
 * console.assert(solvedCells(parsePercent(source, "x.ts"))[0]!.source === "const one = 1;");
 * ```
 */
export function solvedCells(cells: SourceCell[]): SourceCell[] {
  return cells.map((cell) =>
    cell.role === "exercise" && cell.kind === "code"
      ? { ...cell, source: withSolution(cell, (_, solution) => solution) }
      : cell
  );
}

/** The set-up cell's source with `NotSolvedYet` imported, in the line that imports from the same module. */
function withNotSolvedYet(source: string): string {
  return FROM_LAB.test(source)
    ? source.replace(FROM_LAB, `import { $1, ${NOT_SOLVED_YET} } from "lab";`)
    : `import { ${NOT_SOLVED_YET} } from "lab";\n${source}`;
}

/** The cell's source with its marked lines replaced, whatever their indentation. */
function withSolution(
  cell: SourceCell,
  replace: (indent: string, solution: string[]) => string[],
): string {
  const out: string[] = [];
  let solution: string[] | undefined;
  let indent = "";
  for (const line of cell.source.split("\n")) {
    const mark = line.trim();
    if (mark === BEGIN || mark === END) {
      if ((mark === BEGIN) === (solution !== undefined)) {
        throw new SyntaxError(
          `Cannot cut the solution out of "${cell.id}": expected "${
            solution ? END : BEGIN
          }" but found "${mark}"`,
        );
      }
      if (solution) out.push(...replace(indent, solution));
      solution = mark === BEGIN ? [] : undefined;
      indent = line.slice(0, line.indexOf("//"));
    } else (solution ?? out).push(line);
  }
  if (solution) {
    throw new SyntaxError(
      `Cannot cut the solution out of "${cell.id}": expected "${END}" but found none`,
    );
  }
  return out.join("\n");
}

function folded(exercise: SourceCell): SourceCell {
  const [solved] = solvedCells([exercise]);
  return {
    ...exercise,
    id: `answer-${exercise.slug}-solution`,
    role: "answer",
    kind: "markdown",
    tags: [],
    source: `<details><summary>Solution</summary>\n\n\`\`\`ts\n${
      solved!.source
    }\n\`\`\`\n\n</details>`,
  };
}
