import type { KernelDied } from "./kernel_process.ts";
import type { Message } from "./messages.ts";

/** What was waited for did not come in time. */
export class TimedOut extends Error {
  override name = "TimedOut";

  /** @param limitMs How long was waited, in milliseconds. */
  constructor(readonly limitMs: number) {
    super(`did not finish in ${limitMs} ms`);
  }
}

/** Keeps a kernel's messages in the order in which they came, until someone takes them. */
export class Inbox {
  #messages: Message[] = [];
  #endReason: KernelDied | null = null;
  #ended = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();

  /** @param message What came in, from any channel. */
  add(message: Message): void {
    this.#messages.push(message);
    this.#wake();
  }

  /** @param reason Why nothing more will come. */
  end(reason: KernelDied): void {
    this.#endReason = reason;
    this.#ended.resolve();
    this.#wake();
  }

  /** Why nothing more will come; `null` while something may. */
  get endReason(): KernelDied | null {
    return this.#endReason;
  }

  /** Resolves once nothing more will come. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /**
   * Waits until a message is there; it stays in the inbox.
   *
   * @param matches Picks the message.
   * @param limitMs How long to wait, in milliseconds.
   * @throws {TimedOut} If it does not come in time.
   * @throws {KernelDied} Once nothing more will come.
   */
  async waitFor(
    matches: (message: Message) => boolean,
    limitMs: number,
  ): Promise<Message> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#wake();
    }, limitMs);
    try {
      for (let seen = 0;; await this.#changed.promise) {
        for (; seen < this.#messages.length; seen++) {
          const message = this.#messages[seen]!;
          if (matches(message)) return message;
        }
        if (this.#endReason) throw this.#endReason;
        if (late) throw new TimedOut(limitMs);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Takes messages out.
   *
   * @param last The last one to take; without it, all.
   * @returns In their order; what came behind `last` stays.
   */
  take(last?: Message): Message[] {
    const count = last
      ? this.#messages.indexOf(last) + 1
      : this.#messages.length;
    return this.#messages.splice(0, count);
  }

  /** @param messages To be taken again, before those that are there. */
  putBack(messages: Message[]): void {
    this.#messages.unshift(...messages);
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
