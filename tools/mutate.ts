/**
 * Tries what judges: makes a small mistake in a reference solution, one at a time, and runs the exercise's check, which
 * must refuse it; or makes one in the code of a judge, and runs that code's unit tests, which must fail.
 *
 * ```sh
 * deno task mutate                        # every mutant of every chapter and judge
 * deno task mutate 05                     # of chapter 5
 * deno task mutate history                # of lab/history.ts, by its unit tests; also exercises and proofs
 * deno task mutate --sample 10 --seed 7   # ten of each; the same ten for the same seed
 * ```
 *
 * A mutant that does not compile is not counted. One that is accepted is a hole in the check or the tests, unless
 * `tests/notebooks/survivors/NN_noun.json`, or `tests/lab/survivors/` for a judge, gives the reason why it is no mistake:
 * `equivalent: …` when it does the same, `also right: …` when it does something else that is right.
 */
import { startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
import { type Chapter, readChapters } from "course/chapters.ts";
import { compiledMutants } from "./mutate/compiled_mutants.ts";
import { tryJudgeMutants } from "./mutate/judge_trials.ts";
import { type Judge, judgeMutants } from "./mutate/judges.ts";
import type { Mutant } from "./mutate/mutants.ts";
import { attentionText, tableText } from "./mutate/report.ts";
import { resultOf, type Score } from "./mutate/results.ts";
import { readSelection } from "./mutate/selection.ts";
import { readSurvivors } from "./mutate/survivors.ts";
import { type Trial, tryMutants } from "./mutate/trials.ts";
import { keepOffProxy } from "./processes/loopback.ts";
import { runProgram } from "./processes/program.ts";
import { listenForStop } from "./processes/stop_request.ts";
import { startStep } from "./setup/progress.ts";

/** Exit code that a shell reports for a program that was interrupted. */
const INTERRUPTED = 130;

await runProgram(async () => {
  const { chapters, judges, sample, seed } = readSelection(
    Deno.args,
    readChapters(),
  );
  keepOffProxy();
  using stop = await listenForStop();
  const { signal } = abortAt(stop.received);
  const scores = [
    ...await scoresOfChapters(chapters, sample, seed, signal),
    ...await scoresOfJudges(judges, sample, seed, signal),
  ];
  for (const score of scores) {
    const text = attentionText(score);
    if (text !== "") console.log(`\n${text}`);
  }
  console.log(`\n${tableText(scores)}`);
  const isGood = scores.every(({ survivors, problems }) =>
    survivors.length === 0 && problems.length === 0
  );
  Deno.exitCode = signal.aborted ? INTERRUPTED : isGood ? 0 : 1;
});

async function scoresOfChapters(
  chapters: Chapter[],
  sample: number,
  seed: number,
  signal: AbortSignal,
): Promise<Score[]> {
  if (chapters.length === 0) return [];
  await using broker = await startBroker({
    folder: workbookPath("test", `mutate-${Deno.pid}`),
    port: 0,
    ownerPid: Deno.pid,
    ephemeral: true,
  });
  const mutants = await compiledMutants(chapters, sample, seed);
  const scores: Score[] = [];
  for (const [index, { name, cells }] of chapters.entries()) {
    if (signal.aborted) break;
    const drawn = mutants[index]!;
    scores.push(
      await scoreOf(
        name,
        drawn,
        sample,
        (onTrial) => tryMutants(cells, drawn, broker.brokers, signal, onTrial),
      ),
    );
  }
  return scores;
}

async function scoresOfJudges(
  judges: Judge[],
  sample: number,
  seed: number,
  signal: AbortSignal,
): Promise<Score[]> {
  const scores: Score[] = [];
  for (const judge of judges) {
    if (signal.aborted) break;
    const drawn = await judgeMutants(judge, sample, seed);
    scores.push(
      await scoreOf(
        judge.name,
        drawn,
        sample,
        (onTrial) => tryJudgeMutants(judge, drawn, signal, onTrial),
      ),
    );
  }
  return scores;
}

async function scoreOf(
  name: string,
  drawn: Mutant[],
  sample: number,
  tryAll: (onTrial: () => void) => Promise<Trial[]>,
): Promise<Score> {
  using step = startStep(`Trying ${drawn.length} mutants of ${name}`);
  let tried = 0;
  const trials = await tryAll(() => {
    tried++;
    step.show(tried / drawn.length, `${tried} tried`);
  });
  const isWhole = sample === Infinity && trials.length === drawn.length;
  return resultOf(name, trials, await readSurvivors(name), isWhole);
}

function abortAt(asked: Promise<void>): AbortController {
  const controller = new AbortController();
  void asked.then(() => controller.abort());
  return controller;
}
