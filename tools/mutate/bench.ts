import { dirname } from "node:path";
import type { SourceCell } from "course/chapters.ts";
import { CHECKOUT, learnerPath } from "headless/checkout.ts";
import { Kernel } from "headless/kernel.ts";
import { dataOf } from "headless/outputs.ts";
import { type Verdict, VERDICT_MIME } from "headless/verdicts.ts";
import { Trouble } from "workbook/errors.ts";
import { neededCells } from "./needed_cells.ts";

/** What came of code in the place of an exercise. */
export interface Tried {
  /** Whether the check accepted it, did not, or never came to an end. */
  result: "accepted" | "refused" | "timed out";
  /** What the check said, or the error of the cell. */
  advice: string;
}

/** Some cells start a cluster of their own. */
const PREPARATION_MS = 180_000;
const PATIENCE_MS = 10_000;
/** How many times longer than the solution a mutant may take, beside the patience. */
const FACTOR = 5;

/** Kernels are prepared one after the other: clusters that start at the same time keep each other waiting. */
let preparation: Promise<void> = Promise.resolve();

/** A kernel in which code is tried in the place of one exercise after the other; a new one when it has died. */
export class Bench implements AsyncDisposable {
  #cells: SourceCell[];
  #brokers: string[];
  #signal: AbortSignal;
  #kernel: Kernel | null = null;
  #ran = new Set<string>();
  /** Ids of the exercises whose solution was accepted in this kernel, and the longest time of code there. */
  #limits = new Map<string, number>();

  /**
   * Makes a bench; the kernel is started when it is needed.
   *
   * @param cells The cells of a chapter's source.
   * @param brokers `host:port` of each broker that the cells talk to.
   * @param signal Ends the kernel, and every use of the bench, when it is aborted.
   */
  constructor(cells: SourceCell[], brokers: string[], signal: AbortSignal) {
    this.#cells = cells;
    this.#brokers = brokers;
    this.#signal = signal;
    signal.addEventListener("abort", () => void this.clear());
  }

  /**
   * Runs code in the place of an exercise's cell, and then the check.
   *
   * @param exercise The exercise's cell.
   * @param source The TypeScript in its place.
   * @returns What came of it; after a time-out the kernel is gone.
   * @throws {Trouble} If the check does not accept the chapter's own solution.
   */
  async try(exercise: SourceCell, source: string): Promise<Tried> {
    if (this.#kernel?.died) await this.clear();
    if (!this.#limits.has(exercise.id)) {
      const prepared = preparation.then(() => this.#prepare(exercise));
      preparation = prepared.catch(() => {}); // whoever awaits it below gets to know
      await prepared;
    }
    return await this.#run(exercise, source, this.#limits.get(exercise.id)!);
  }

  /**
   * Checks that the kernel is sound: the check still accepts the chapter's own solution.
   *
   * @param exercise The exercise's cell.
   * @returns Whether it does; a kernel that is gone has nothing against it.
   */
  async isSound(exercise: SourceCell): Promise<boolean> {
    if (!this.#kernel || this.#kernel.died) return true;
    const { result } = await this.try(exercise, exercise.source);
    return result === "accepted";
  }

  /** Ends the kernel; the next code gets a new one. */
  async clear(): Promise<void> {
    const kernel = this.#kernel;
    this.#kernel = null;
    this.#ran.clear();
    this.#limits.clear();
    await kernel?.[Symbol.asyncDispose]();
  }

  /** Ends the kernel. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.clear();
  }

  async #prepare(exercise: SourceCell): Promise<void> {
    this.#kernel ??= await Kernel.start({
      cwd: dirname(learnerPath(CHECKOUT, "")),
      env: { KAFKA_BROKERS: this.#brokers.join(",") },
    });
    for (const cell of neededCells(this.#cells, exercise)) {
      if (this.#ran.has(cell.id) || isOf(cell, exercise)) continue;
      const { error } = await this.#execute(cell.source, PREPARATION_MS);
      if (error) {
        throw new Trouble(
          `Cannot run the cell "${cell.id}": expected no error but found ${error.ename}: ${error.evalue}`,
        );
      }
      this.#ran.add(cell.id);
    }
    const start = performance.now();
    const { source } = exercise;
    const { result, advice } = await this.#run(
      exercise,
      source,
      PREPARATION_MS,
    );
    if (result !== "accepted") {
      throw new Trouble(
        `Cannot try mutants of "${exercise.id}": expected its check to accept the solution but it ${
          result === "refused" ? `says: ${advice}` : "timed out"
        }`,
      );
    }
    const tookMs = performance.now() - start;
    this.#limits.set(exercise.id, PATIENCE_MS + FACTOR * tookMs);
  }

  async #run(
    exercise: SourceCell,
    source: string,
    limitMs: number,
  ): Promise<Tried> {
    const check = this.#cells.find(({ role, slug }) =>
      role === "check" && slug === exercise.slug
    )!;
    for (const code of [source, check.source]) {
      const { status, error, outputs } = await this.#execute(code, limitMs);
      if (status === "timeout" || status === "died") {
        return { result: "timed out", advice: error!.evalue };
      }
      if (error) {
        return { result: "refused", advice: `${error.ename}: ${error.evalue}` };
      }
      const [found] = dataOf(outputs, VERDICT_MIME) as Verdict[];
      if (!found) continue;
      const result = found.verdict === "passed" ? "accepted" : "refused";
      return { result, advice: found.advice };
    }
    return { result: "refused", advice: "the check gave no verdict" };
  }

  async #execute(
    code: string,
    timeoutMs: number,
  ): ReturnType<Kernel["execute"]> {
    this.#signal.throwIfAborted();
    const execution = await this.#kernel!.execute(code, { timeoutMs });
    this.#signal.throwIfAborted();
    return execution;
  }
}

/** Whether a cell is the exercise's own, or its check. */
function isOf({ role, slug }: SourceCell, exercise: SourceCell): boolean {
  return slug === exercise.slug && (role === "exercise" || role === "check");
}
