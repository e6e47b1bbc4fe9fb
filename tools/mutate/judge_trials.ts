import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CHECKOUT, scratchFolder } from "headless/checkout.ts";
import { Trouble } from "workbook/errors.ts";
import type { Tried } from "./bench.ts";
import { type Judge, movable } from "./judges.ts";
import type { Mutant } from "./mutants.ts";
import type { Trial } from "./trials.ts";

const AT_ONCE = 2;
const PATIENCE_MS = 10_000;
/** How many times longer than those of the module the tests of a mutant may take, beside the patience. */
const FACTOR = 5;

/**
 * Runs the tests of each mutant's module with the mutant in the place of the module, two at a time.
 *
 * @param judge The judge.
 * @param mutants Mutants of its modules.
 * @param signal Ends the trials early when it is aborted.
 * @param onTrial Called after each trial.
 * @returns The trials in the order of the mutants; after an abort only those that came to an end.
 * @throws {Trouble} If the tests fail on a module as it is.
 */
export async function tryJudgeMutants(
  judge: Judge,
  mutants: Mutant[],
  signal: AbortSignal,
  onTrial: () => void,
): Promise<Trial[]> {
  const limits = await readLimits(judge, mutants, signal);
  const trials = new Map<Mutant, Trial>();
  const queue = [...mutants];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { originId: id, source } = next;
      const limitMs = limits.get(id)!;
      const tried = await tryModule(judge, { id, source }, limitMs, signal);
      if (signal.aborted) return;
      trials.set(next, { mutant: next, ...tried });
      onTrial();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return mutants.flatMap((mutant) => trials.get(mutant) ?? []);
}

/** The longest time that the tests of a mutant get, by the path of its module. */
async function readLimits(
  judge: Judge,
  mutants: Mutant[],
  signal: AbortSignal,
): Promise<Map<string, number>> {
  const limits = new Map<string, number>();
  for (const id of new Set(mutants.map(({ originId }) => originId))) {
    const source = await Deno.readTextFile(join(CHECKOUT, id));
    const start = performance.now();
    const { result, advice } = await tryModule(
      judge,
      { id, source },
      Infinity,
      signal,
    );
    if (result !== "accepted" && !signal.aborted) {
      throw new Trouble(
        `Cannot try mutants of "${id}": expected its tests to pass but found:\n${advice}`,
      );
    }
    limits.set(id, PATIENCE_MS + FACTOR * (performance.now() - start));
  }
  return limits;
}

async function tryModule(
  judge: Judge,
  module: { id: string; source: string },
  limitMs: number,
  signal: AbortSignal,
): Promise<Tried> {
  await using folder = await scratchFolder();
  const path = join(folder.path, "module.ts");
  const map = join(folder.path, "import_map.json");
  await Deno.writeTextFile(path, movable(module));
  await Deno.writeTextFile(map, await importMap(module.id, path));
  const ended = new AbortController();
  const timer = limitMs === Infinity
    ? undefined
    : setTimeout(() => ended.abort(), limitMs);
  try {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "test",
        "-P",
        "--no-check",
        "--fail-fast",
        "--import-map",
        map,
        judge.tests[module.id]!,
      ],
      cwd: CHECKOUT,
      env: { NO_COLOR: "1" },
      signal: AbortSignal.any([ended.signal, signal]),
      stderr: "null",
    }).output();
    if (ended.signal.aborted) return { result: "timed out", advice: "" };
    const advice = new TextDecoder().decode(stdout);
    return { result: success ? "accepted" : "refused", advice };
  } finally {
    clearTimeout(timer);
  }
}

/** The project's own import map, in which one module stands elsewhere. */
async function importMap(id: string, path: string): Promise<string> {
  const config = join(CHECKOUT, "deno.json");
  const urlOf = (target: string): string =>
    new URL(target, pathToFileURL(config)).href;
  const { imports }: { imports: Record<string, string> } = JSON.parse(
    await Deno.readTextFile(config),
  );
  const own = Object.entries(imports).map(([name, target]) => [
    name,
    target.startsWith("./") ? urlOf(target) : target,
  ]);
  return JSON.stringify({
    imports: {
      ...Object.fromEntries(own),
      [id]: pathToFileURL(path).href, // as other houses import it
      [urlOf(id)]: pathToFileURL(path).href,
    },
  });
}
