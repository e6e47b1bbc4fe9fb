import { parseArgs } from "node:util";
import type { Chapter } from "course/chapters.ts";
import { Trouble } from "workbook/errors.ts";

/** Which mutants a run tries. */
export interface Selection {
  /** The chapters whose mutants are tried. */
  chapters: Chapter[];
  /** How many mutants of each chapter are tried. */
  sample: number;
  /** What the sample is drawn with. */
  seed: number;
}

/**
 * Reads which mutants to try.
 *
 * @param args The arguments: the number of a chapter, `--sample N`, `--seed N`; all may be left out.
 * @param chapters All chapters of the course.
 * @returns The selection; without a number all chapters, without a sample all mutants.
 * @throws {Trouble} If there is no such chapter or flag, or a value is no whole number.
 */
export function readSelection(args: string[], chapters: Chapter[]): Selection {
  const { values, positionals } = parsed(args);
  const [number] = positionals;
  const chosen = number === undefined
    ? chapters
    : chapters.filter(({ name }) =>
      name.startsWith(`${number.padStart(2, "0")}_`)
    );
  if (chosen.length === 0 || positionals.length > 1) {
    throw new Trouble(
      `Cannot try mutants of chapter "${
        positionals.join(" ")
      }": expected one of ${
        chapters.map(({ name }) => name.slice(0, 2)).join(", ")
      }`,
    );
  }
  return {
    chapters: chosen,
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
      }. It knows the number of a chapter, --sample N and --seed N`,
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
