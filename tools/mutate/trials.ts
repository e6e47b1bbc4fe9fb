import type { SourceCell } from "course/chapters.ts";
import { Bench, type Tried } from "./bench.ts";
import { exercisesIn } from "./compiled_mutants.ts";
import type { Mutant } from "./mutants.ts";

/** A mutant, and what came of it. */
export interface Trial extends Tried {
  /** The mutant. */
  mutant: Mutant;
}

/** How many mutants a kernel gets before the solution has to be accepted again. */
const BATCH = 8;
const KERNELS = Math.min(4, Math.max(2, navigator.hardwareConcurrency));

/**
 * Tries each mutant in the place of its exercise, in some kernels at once.
 *
 * @param cells The cells of the chapter's source.
 * @param mutants Mutants of its exercises.
 * @param brokers `host:port` of each broker that the cells talk to.
 * @param signal Ends the trials early when it is aborted.
 * @param onTrial Called after each trial.
 * @returns The trials in the order of the mutants; after an abort only those that came to an end.
 * @throws {Trouble} If an exercise's check does not accept the chapter's own solution.
 */
export async function tryMutants(
  cells: SourceCell[],
  mutants: Mutant[],
  brokers: string[],
  signal: AbortSignal,
  onTrial: () => void,
): Promise<Trial[]> {
  const queue = exercisesIn(cells).flatMap((exercise) =>
    batchesOf(mutants.filter(({ originId }) => originId === exercise.id))
      .map((batch) => ({ exercise, batch }))
  );
  const trials = new Map<Mutant, Trial>();
  const work = async (): Promise<void> => {
    await using bench = new Bench(cells, brokers, signal);
    for (let next = queue.shift(); next; next = queue.shift()) {
      await tryBatch(bench, next.exercise, next.batch, (trial) => {
        if (!trials.has(trial.mutant)) onTrial();
        trials.set(trial.mutant, trial);
      });
    }
  };
  const kernels = Math.min(KERNELS, Math.ceil(mutants.length / BATCH));
  const workers = Array.from({ length: kernels }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    queue.length = 0;
    await Promise.allSettled(workers);
    if (!signal.aborted) throw error;
  }
  return mutants.flatMap((mutant) => trials.get(mutant) ?? []);
}

function batchesOf(mutants: Mutant[]): Mutant[][] {
  return Array.from(
    { length: Math.ceil(mutants.length / BATCH) },
    (_, index) => mutants.slice(index * BATCH, (index + 1) * BATCH),
  );
}

async function tryBatch(
  bench: Bench,
  exercise: SourceCell,
  batch: Mutant[],
  keep: (trial: Trial) => void,
): Promise<void> {
  const doubtful: Mutant[] = [];
  for (const mutant of batch) {
    const tried = await bench.try(exercise, mutant.source);
    if (tried.result === "refused") doubtful.push(mutant);
    keep({ mutant, ...tried });
  }
  if (await bench.isSound(exercise)) return;
  // One of them has spoiled the kernel for those after it: each gets a kernel of its own.
  for (const mutant of doubtful) {
    await bench.clear();
    keep({ mutant, ...await bench.try(exercise, mutant.source) });
  }
  await bench.clear();
}
