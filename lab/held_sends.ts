import { forAWhile } from "./patience.ts";

const HELD = 3;
const QUIET_MS = 700;

/**
 * Holds back the first sends of a sender, so that one who goes on before the broker has answered is
 * seen, however long it pauses between two sends.
 *
 * A send that is held back is delivered when the next one of its lane comes, or when for 700 ms
 * none has come: then its sender has nothing to do but wait for the answer.
 *
 * @example A sender that does not wait for the answer
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { HeldSends } from "lab/held_sends.ts";
 *
 * const sends = new HeldSends();
 * const send = (): Promise<void> => sends.send(["1001"], () => Promise.resolve());
 * await Promise.all([send(), send()]);
 * deepStrictEqual(sends.overlap, "1001");
 * ```
 */
export class HeldSends {
  /** The lane of the first send that began while an earlier one of its lane had no answer; `null` for none. */
  overlap: string | null = null;

  #open = new Map<string, PromiseWithResolvers<void>>();
  #left = HELD;

  /**
   * Takes a send, and delivers it at once or when it has been held back.
   *
   * @param lanes The names of what the records of the send are about; two sends with a name in common must not be under way at once.
   * @param deliver The function that delivers it.
   * @returns What `deliver` resolves to; rejects when it does.
   */
  async send<T>(lanes: string[], deliver: () => Promise<T>): Promise<T> {
    for (const lane of lanes) {
      const earlier = this.#open.get(lane);
      if (!earlier) continue;
      this.overlap ??= lane;
      earlier.resolve();
    }
    const next = Promise.withResolvers<void>();
    for (const lane of lanes) this.#open.set(lane, next);
    try {
      if (this.#left-- > 0) await forAWhile(next.promise, QUIET_MS);
      return await deliver();
    } finally {
      for (const lane of lanes) {
        if (this.#open.get(lane) === next) this.#open.delete(lane);
      }
    }
  }
}
