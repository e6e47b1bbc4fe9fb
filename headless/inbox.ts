import type { KernelDied } from "./kernel_process.ts";
import type { Message } from "./jupyter_messages.ts";

/** A message of the kernel did not come in time. */
export class TimedOut extends Error {
  /** Always `TimedOut`. */
  override name = "TimedOut";

  /**
   * Creates the error of a wait that took too long.
   *
   * @param limitMs The time limit, in milliseconds.
   */
  constructor(readonly limitMs: number) {
    super(`did not finish in ${limitMs} ms`);
  }
}

/** Keeps a kernel's messages in the order in which they came, until they are taken. */
export class Inbox {
  #messages: Message[] = [];
  #endReason: KernelDied | null = null;
  #ended = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();

  /**
   * Adds a message at the end.
   *
   * @param message A message from any channel.
   */
  add(message: Message): void {
    this.#messages.push(message);
    this.#wake();
  }

  /**
   * Closes the inbox: no more messages will come.
   *
   * @param reason How the kernel ended.
   */
  end(reason: KernelDied): void {
    this.#endReason = reason;
    this.#ended.resolve();
    this.#wake();
  }

  /** How the kernel ended; `null` while messages may still come. */
  get endReason(): KernelDied | null {
    return this.#endReason;
  }

  /** Resolves once no more messages will come. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /**
   * Waits until a message is there; it stays in the inbox.
   *
   * @param matches The condition that the message meets.
   * @param limitMs The time limit, in milliseconds.
   * @returns The first message that meets the condition.
   * @throws {TimedOut} If no such message comes in time.
   * @throws {KernelDied} Once no more messages will come.
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
   * @param last The last message to take; without it, all are taken.
   * @returns The messages in order; those after `last` stay in the inbox.
   */
  take(last?: Message): Message[] {
    const count = last
      ? this.#messages.indexOf(last) + 1
      : this.#messages.length;
    return this.#messages.splice(0, count);
  }

  /**
   * Puts messages back in front of the others.
   *
   * @param messages Messages that were taken and are to be taken again.
   */
  putBack(messages: Message[]): void {
    this.#messages.unshift(...messages);
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
