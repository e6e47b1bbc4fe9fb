import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CHECKOUT } from "headless/checkout.ts";
import { Trouble } from "workbook/errors.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { sampleOf } from "./sample.ts";
import { typeErrors } from "./type_errors.ts";

/** A part of the project that judges, and whose tests must therefore tell right from wrong. */
export interface Judge {
  /** Its name, as `deno task mutate` takes it. */
  name: string;
  /** Path of the test file by the path of each module, both from the root of the checkout. */
  tests: Record<string, string>;
}

const HISTORY_TEST = "tests/lab/history_test.ts";

/** All that judges beside the checks of the exercises. */
export const JUDGES: Judge[] = [
  {
    name: "history",
    tests: {
      "lab/history.ts": HISTORY_TEST,
      "lab/history/anomalies.ts": HISTORY_TEST,
      "lab/history/evidence.ts": HISTORY_TEST,
      "lab/history/order.ts": HISTORY_TEST,
      "lab/history/shared_offsets.ts": HISTORY_TEST,
      "lab/history/verdict.ts": HISTORY_TEST,
    },
  },
  {
    name: "exercises",
    tests: { "lab/exercises.ts": "tests/lab/exercises_test.ts" },
  },
  {
    name: "proofs",
    tests: {
      "headless/proofs.ts": "tests/headless/proofs_test.ts",
      "headless/verdicts.ts": "tests/headless/verdicts_test.ts",
    },
  },
];

/**
 * Makes the mutants of a judge's modules, without those that do not compile.
 *
 * @param judge The judge.
 * @param sample How many mutants to draw; all when left out.
 * @param seed What the sample is drawn with.
 * @returns The mutants in the order of the modules and their code.
 * @throws {Trouble} If a module itself does not compile in another folder.
 */
export async function judgeMutants(
  judge: Judge,
  sample: number = Infinity,
  seed: number = 1,
): Promise<Mutant[]> {
  const modules = await Promise.all(
    Object.keys(judge.tests).map(async (id) => ({
      id,
      source: await Deno.readTextFile(join(CHECKOUT, id)),
    })),
  );
  const mutants = modules.flatMap(mutantsOf);
  const programs = [...modules, ...mutants.map(asModule)];
  const errors = await typeErrors(programs.map(movable));
  const broken = modules.findIndex((_, index) => errors.has(index));
  if (broken >= 0) {
    throw new Trouble(
      `Cannot make mutants of "${
        modules[broken]!.id
      }": expected a module that compiles but found:\n${errors.get(broken)}`,
    );
  }
  const compiled = mutants.filter((_, index) =>
    !errors.has(modules.length + index)
  );
  return sampleOf(compiled, sample, seed);
}

function asModule(
  { originId, source }: Mutant,
): { id: string; source: string } {
  return { id: originId, source };
}

/**
 * Rewrites a module so that it can stand in another folder: what it imports by a relative path, it
 * imports by a URL.
 *
 * @param module The path of the module from the root of the checkout, and its TypeScript.
 * @returns The TypeScript.
 */
export function movable(
  { id, source }: { id: string; source: string },
): string {
  const base = pathToFileURL(join(CHECKOUT, id));
  return source.replaceAll(
    /(?<=\bfrom )"(\.[^"]+)"/g,
    (_, path) => `"${new URL(path, base).href}"`,
  );
}
