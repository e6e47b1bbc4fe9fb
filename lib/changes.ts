import { within } from "workbook/deadlines.ts";
import { Trouble } from "workbook/trouble.ts";

/**
 * Lets others wait for a condition, which is looked at after each change and at no other time.
 *
 * @example A counter
 * ```ts
 * import { Changes } from "workbook/changes.ts";
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
