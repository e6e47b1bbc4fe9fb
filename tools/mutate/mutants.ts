import ts from "typescript";
import type { Change, Operator } from "./change.ts";
import { awaits } from "./operators/awaits.ts";
import { calls } from "./operators/calls.ts";
import { conditions } from "./operators/conditions.ts";
import { failures } from "./operators/failures.ts";
import { literals } from "./operators/literals.ts";
import { numbers } from "./operators/numbers.ts";
import { statements } from "./operators/statements.ts";

/** A reference solution, or a module that judges, with one small mistake in it. */
export interface Mutant {
  /** Its name, the same in every run: exercise or module, line, operator, and the code before and after. */
  name: string;
  /** Id of the exercise's cell, or path of the module. */
  originId: string;
  /** The whole TypeScript with the mistake in it. */
  source: string;
  /** The lines that were changed, as they were. */
  before: string[];
  /** The lines that were changed, as they are now. */
  after: string[];
}

const OPERATORS: Operator[] = [
  awaits,
  failures,
  numbers,
  conditions,
  statements,
  literals,
  calls,
];
const BEGIN = "// BEGIN SOLUTION";
const END = "// END SOLUTION";
const SHOWN = 60;

/**
 * Makes every mutant of an exercise's reference solution, or of a module.
 *
 * @param code The exercise's cell as the chapter's source has it, with marks around the solution; or
 * a module, all of which is changed.
 * @returns The mutants in the order of the code: none that has a syntax error, is the code in
 * other words, or the same as one before it.
 */
export function mutantsOf(code: { id: string; source: string }): Mutant[] {
  const { id, source } = code;
  const seen = new Set([emittedBy(source)]);
  const names = new Map<string, number>();
  const mutants: Mutant[] = [];
  for (const change of changesOf(source)) {
    const { start, end, text } = change;
    const changed = source.slice(0, start) + text + source.slice(end);
    const emitted = emittedBy(changed);
    if (emitted === null || seen.has(emitted)) continue;
    seen.add(emitted);
    const name = nameOf(id, source, change);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    mutants.push({
      name: count === 1 ? name : `${name} (${count})`,
      originId: id,
      source: changed,
      before: linesAround(source, start, end),
      after: linesAround(changed, start, start + text.length),
    });
  }
  return mutants;
}

function changesOf(source: string): Change[] {
  const file = ts.createSourceFile(
    "cell.ts",
    source,
    ts.ScriptTarget.ESNext,
    true,
  );
  const isModule = !source.includes(BEGIN);
  const from = isModule ? 0 : source.indexOf(BEGIN);
  const to = isModule ? source.length : source.indexOf(END);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    for (const operator of OPERATORS) changes.push(...operator(node));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return changes.filter(({ start, end }) => start >= from && end <= to)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The JavaScript that a cell comes to, without comments and blanks; `null` when its syntax is wrong. */
function emittedBy(source: string): string | null {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      removeComments: true,
    },
    reportDiagnostics: true,
  });
  return diagnostics?.length ? null : outputText.replaceAll(/^\s*;$\n/gm, "");
}

function nameOf(
  id: string,
  source: string,
  { operator, start, end, text }: Change,
): string {
  const slug = id.replace(/^exercise-/, "");
  const line = source.slice(0, start).split("\n").length;
  const [before, after] = [source.slice(start, end), text].map(inShort);
  return `${slug}:${line} ${operator}: ${before} → ${after || "nothing"}`;
}

function inShort(code: string): string {
  const text = code.replaceAll(/\s+/g, " ").replaceAll(/^[ ,]+|[ ,]+$/g, "");
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}

function linesAround(source: string, start: number, end: number): string[] {
  const from = source.lastIndexOf("\n", start - 1) + 1;
  const to = source.indexOf("\n", end);
  return source.slice(from, to < 0 ? source.length : to).split("\n");
}
