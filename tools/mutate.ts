/**
 * Tries the checks of the exercises: makes a small mistake in a reference solution, one at a time, and runs the check,
 * which must refuse it.
 *
 * ```sh
 * deno task mutate                        # every mutant of every chapter
 * deno task mutate 05                     # of chapter 5
 * deno task mutate --sample 10 --seed 7   # ten of each chapter; the same ten for the same seed
 * ```
 *
 * A mutant that is accepted is a hole in the check, unless `tests/notebooks/survivors/NN_noun.json` gives the reason
 * why it is no mistake: `equivalent: …` when it does the same, `also right: …` when it does something else that is right.
 */
import { startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";
import { readChapters } from "course/chapters.ts";
import { compiledMutants } from "./mutate/compiled_mutants.ts";
import { attentionText, tableText } from "./mutate/report.ts";
import { type ChapterResult, resultOf } from "./mutate/results.ts";
import { readSelection } from "./mutate/selection.ts";
import { readSurvivors } from "./mutate/survivors.ts";
import { tryMutants } from "./mutate/trials.ts";
import { keepOffProxy } from "./processes/loopback.ts";
import { runProgram } from "./processes/program.ts";
import { listenForStop } from "./processes/stop_request.ts";
import { startStep } from "./setup/progress.ts";

/** Exit code that a shell reports for a program that was interrupted. */
const INTERRUPTED = 130;

await runProgram(async () => {
  const { chapters, sample, seed } = readSelection(Deno.args, readChapters());
  keepOffProxy();
  using stop = await listenForStop();
  const { signal } = abortAt(stop.received);
  await using broker = await startBroker({
    folder: workbookPath("test", `mutate-${Deno.pid}`),
    port: 0,
    ownerPid: Deno.pid,
    ephemeral: true,
  });
  const mutants = await compiledMutants(chapters, sample, seed);
  const results: ChapterResult[] = [];
  for (const [index, { name, cells }] of chapters.entries()) {
    if (signal.aborted) break;
    const drawn = mutants[index]!;
    using step = startStep(`Trying ${drawn.length} mutants of ${name}`);
    let tried = 0;
    const trials = await tryMutants(
      cells,
      drawn,
      broker.brokers,
      signal,
      () => {
        tried++;
        step.show(tried / drawn.length, `${tried} tried`);
      },
    );
    const isWhole = sample === Infinity && trials.length === drawn.length;
    results.push(resultOf(name, trials, await readSurvivors(name), isWhole));
  }
  for (const result of results) {
    const text = attentionText(result);
    if (text !== "") console.log(`\n${text}`);
  }
  console.log(`\n${tableText(results)}`);
  const isGood = results.every(({ survivors, problems }) =>
    survivors.length === 0 && problems.length === 0
  );
  Deno.exitCode = signal.aborted ? INTERRUPTED : isGood ? 0 : 1;
});

function abortAt(asked: Promise<void>): AbortController {
  const controller = new AbortController();
  void asked.then(() => controller.abort());
  return controller;
}
