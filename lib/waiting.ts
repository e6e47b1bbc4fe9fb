import { stopSignal } from "./kernel.ts";
import { Trouble } from "./errors.ts";

/**
 * Waits for some work, but neither past a deadline nor past the reader's Stop.
 *
 * The work itself goes on; whoever started it ends it.
 *
 * @param deadlineMs How long to wait, in milliseconds.
 * @param work What to wait for.
 * @param late Makes the error for a missed deadline; called only then, so it can tell what was seen.
 * @returns What the work gives.
 * @throws What `late` makes, the work's own failure, or `Trouble` when Stop was pressed.
 *
 * @example In time
 * ```ts
 * import { within } from "workbook/waiting.ts";
 *
 * const answer = await within(1_000, Promise.resolve("in time"), () => new Error("too late"));
 * console.assert(answer === "in time");
 * ```
 */
export async function within<T>(
  deadlineMs: number,
  work: Promise<T>,
  late: () => Error,
): Promise<T> {
  const stop = stopSignal();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onStop = (): void => {};
  const cut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), deadlineMs);
    onStop = () => reject(stop.reason);
    stop.addEventListener("abort", onStop);
  });
  work.catch(() => {}); // it may fail after we stopped listening
  try {
    return await Promise.race([work, cut]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", onStop);
  }
}

const PAUSE_MS = 10;

/**
 * Asks the brokers again and again until they give the answer that is waited for; for what they
 * tell nobody by themselves.
 *
 * @param ask Resolves with whether it is so now.
 * @param deadlineMs How long to go on, in milliseconds.
 * @param late Makes the error for a missed deadline; called only then, so it can tell the last answer.
 * @throws What `ask` throws, what `late` makes, or `Trouble` when Stop was pressed.
 *
 * @example The third answer
 * ```ts
 * import { untilAnswered } from "workbook/waiting.ts";
 *
 * let asked = 0;
 * await untilAnswered(() => Promise.resolve(++asked === 3), 1_000, () => new Error("too late"));
 * console.assert(asked === 3);
 * ```
 */
export async function untilAnswered(
  ask: () => Promise<boolean>,
  deadlineMs: number,
  late: () => Error,
): Promise<void> {
  let isOver = false;
  const asking = async (): Promise<void> => {
    while (!isOver && !(await ask())) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  try {
    await within(deadlineMs, asking(), late);
  } finally {
    isOver = true;
  }
}

/**
 * Lets others wait for a condition, which is looked at after each change and at no other time.
 *
 * @example A counter
 * ```ts
 * import { Changes } from "workbook/waiting.ts";
 *
 * const changes = new Changes();
 * let count = 0;
 * const two = changes.until(() => count === 2, "two", 1_000);
 * for (let i = 0; i < 2; i++) {
 *   count++;
 *   changes.tell();
 * }
 * await two;
 * ```
 */
export class Changes {
  #waiting = new Set<
    { isTrue: () => boolean; done: PromiseWithResolvers<void> }
  >();
  #failure: Error | undefined;

  /** Has those who wait look at their condition. */
  tell(): void {
    for (const { isTrue, done } of this.#waiting) if (isTrue()) done.resolve();
  }

  /** Tells those who wait, now or later, that nothing will change any more; the first reason stands. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const { done } of this.#waiting) done.reject(error);
  }

  /**
   * Waits for a condition.
   *
   * @param isTrue Looked at now and after each change.
   * @param what What is waited for, for the message.
   * @param deadlineMs How long to wait, in milliseconds.
   * @throws {Trouble} If the deadline passes.
   */
  async until(
    isTrue: () => boolean,
    what: string,
    deadlineMs: number,
  ): Promise<void> {
    if (isTrue()) return;
    if (this.#failure) throw this.#failure;
    const waiter = { isTrue, done: Promise.withResolvers<void>() };
    this.#waiting.add(waiter);
    try {
      await within(
        deadlineMs,
        waiter.done.promise,
        () => new Trouble(`Waited ${deadlineMs} ms in vain for ${what}`),
      );
    } finally {
      this.#waiting.delete(waiter);
    }
  }
}
