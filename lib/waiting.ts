import { stopSignal } from "./kernel.ts";
import { Trouble } from "./errors.ts";
import { announced } from "./waiting/announced.ts";

export { announced, type Wait, waitPage } from "./waiting/announced.ts";

/**
 * Waits for some work until a deadline, or until the reader presses Stop.
 *
 * The work itself goes on after that; the caller ends it.
 *
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @param work The work to wait for.
 * @param late A function that makes the error for a missed deadline, called for each wait that lasts,
 * so that the page can say what has been seen by then; see {@linkcode timedOut}.
 * @returns What the work resolves to.
 * @throws What `late` makes, the work's own failure, or `Trouble` if the reader pressed Stop.
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
  const what = (): string | null => {
    const error = late();
    return error instanceof TimedOut ? error.what : null;
  };
  const howLong = `at most ${deadlineMs / 1_000} s`;
  try {
    return await announced({ what, howLong }, Promise.race([work, cut]));
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", onStop);
  }
}

const PAUSE_MS = 10;

/**
 * Polls the brokers until their answer is the expected one, for facts that they announce to nobody.
 *
 * @param ask A function that asks once, and resolves to whether the answer is the expected one.
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @param late A function that makes the error for a missed deadline; the message can quote the last
 * answer.
 * @throws What `ask` throws, what `late` makes, or `Trouble` if the reader pressed Stop.
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
 * Makes the error for a missed deadline.
 *
 * @param deadlineMs The time that was waited, in milliseconds.
 * @param what The thing that was waited for, and what was seen instead.
 * @returns `Timed out after 15 s waiting for …`.
 *
 * @example A group that never commits
 * ```ts
 * import { timedOut } from "workbook/waiting.ts";
 *
 * const { message } = timedOut(1_500, 'group "billing" to commit');
 * console.assert(message === 'Timed out after 1.5 s waiting for group "billing" to commit');
 * ```
 */
export function timedOut(deadlineMs: number, what: string): Trouble {
  return new TimedOut(deadlineMs, what);
}

class TimedOut extends Trouble {
  constructor(deadlineMs: number, readonly what: string) {
    super(`Timed out after ${deadlineMs / 1_000} s waiting for ${what}`);
  }
}

/**
 * Lets callers wait for a condition, which is checked after each change and at no other time.
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

  /** Announces a change: every waiting caller's condition is checked. */
  tell(): void {
    for (const { isTrue, done } of this.#waiting) if (isTrue()) done.resolve();
  }

  /** Rejects every wait, present and future, because nothing will change any more; the first reason stays. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const { done } of this.#waiting) done.reject(error);
  }

  /**
   * Waits for a condition.
   *
   * @param isTrue The condition, checked now and after each change.
   * @param what The thing that is waited for, as it stands after "waiting for" in the message.
   * @param deadlineMs The longest time to wait, in milliseconds.
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
        () => timedOut(deadlineMs, what),
      );
    } finally {
      this.#waiting.delete(waiter);
    }
  }
}
