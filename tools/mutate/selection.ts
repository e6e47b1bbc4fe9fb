import { parseArgs } from "node:util";
import type { Chapter } from "course/chapters.ts";
import { Trouble } from "workbook/errors.ts";
import { type Judge, JUDGES } from "./judges.ts";

/** Which mutants a run tries. */
export interface Selection {
  /** The chapters whose mutants are tried. */
  chapters: Chapter[];
  /** The judges whose mutants are tried. */
  judges: Judge[];
  /** How many mutants of each chapter and judge are tried. */
  sample: number;
  /** What the sample is drawn with. */
  seed: number;
}

/**
 * Reads which mutants to try.
 *
 * @param args The arguments: the number of a chapter or the name of a judge, `--sample N`, `--seed N`; all may be left out.
 * @param chapters All chapters of the course.
 * @returns The selection; without a number or name all chapters and judges, without a sample all mutants.
 * @throws {Trouble} If there is no such chapter, judge or flag, or a value is no whole number.
 */
export function readSelection(args: string[], chapters: Chapter[]): Selection {
  const { values, positionals } = parsed(args);
  const [subject] = positionals;
  const isChosen = (name: string): boolean =>
    subject === undefined || name === subject ||
    name.startsWith(`${subject.padStart(2, "0")}_`);
  const chosen = {
    chapters: chapters.filter(({ name }) => isChosen(name)),
    judges: JUDGES.filter(({ name }) => isChosen(name)),
  };
  const count = chosen.chapters.length + chosen.judges.length;
  if (count === 0 || positionals.length > 1) {
    throw new Trouble(
      `Cannot try mutants of "${positionals.join(" ")}": expected one of ${
        [
          ...chapters.map(({ name }) => name.slice(0, 2)),
          ...JUDGES.map(({ name }) => name),
        ].join(", ")
      }`,
    );
  }
  return {
    ...chosen,
    sample: wholeNumber("sample", values.sample, Infinity),
    seed: wholeNumber("seed", values.seed, 1),
  };
}

function parsed(args: string[]): ReturnType<
  typeof parseArgs<{
    options: { sample: { type: "string" }; seed: { type: "string" } };
    allowPositionals: true;
  }>
> {
  try {
    return parseArgs({
      args,
      options: { sample: { type: "string" }, seed: { type: "string" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Trouble(
      `Cannot run "deno task mutate ${args.join(" ")}": ${
        (error as Error).message.split(". ")[0]
      }. It knows the number of a chapter, the name of a judge, --sample N and --seed N`,
      { cause: error },
    );
  }
}

function wholeNumber(
  flag: string,
  text: string | undefined,
  otherwise: number,
): number {
  if (text === undefined) return otherwise;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Trouble(
    `Cannot run "deno task mutate" with --${flag} "${text}": expected a whole number`,
  );
}
