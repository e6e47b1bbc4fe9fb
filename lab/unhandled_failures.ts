/**
 * Notes the rejections that nothing handles, each of which would end a program.
 *
 * @example A promise that nobody waits for
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { UnhandledFailures } from "lab/unhandled_failures.ts";
 *
 * using failures = new UnhandledFailures();
 * void Promise.reject(new Error("The broker is gone"));
 * deepStrictEqual(await failures.seen(), [new Error("The broker is gone")]);
 * ```
 */
export class UnhandledFailures implements Disposable {
  #reasons: unknown[] = [];
  #note = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    this.#reasons.push(event.reason);
  };

  /** Begins to note; `using` ends it. */
  constructor() {
    addEventListener("unhandledrejection", this.#note);
  }

  /**
   * Waits for the next turn of the event loop, by which a rejection has been handled or not.
   *
   * @returns What the promises were rejected with that nothing has handled; none so far is an empty list.
   */
  async seen(): Promise<unknown[]> {
    await new Promise((resolve) => setTimeout(resolve));
    return this.#reasons;
  }

  /** Ends the noting. */
  [Symbol.dispose](): void {
    removeEventListener("unhandledrejection", this.#note);
  }
}
