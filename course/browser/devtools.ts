import type { Readable, Writable } from "node:stream";

/** What Chromium answers or reports, by name. */
export type Fields = Record<string, unknown>;

interface Message {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: Fields;
  result?: Fields;
  error?: { message: string };
}

const ENDED = "Chromium has ended";

type Waiting = { resolve(result: Fields): void; reject(reason: Error): void };

/** A command, or an event with its parameters, within a page's session or outside of any. */
export type Listener = (method: string, params: Fields) => void;

/** Chromium's DevTools protocol over a pair of pipes; the browser ends when they close, however this process ends. */
export class DevTools {
  #next = 1;
  #waiting = new Map<number, Waiting>();
  #listeners = new Map<string, Listener>();
  #unread = "";
  #hasEnded = false;
  #commands: Writable;

  /**
   * @param commands Where Chromium reads.
   * @param answers Where it writes.
   */
  constructor(commands: Writable, answers: Readable) {
    this.#commands = commands;
    answers.setEncoding("utf8");
    answers.on("data", (text: string) => this.#read(text));
    answers.on("end", () => this.#end());
    commands.on("error", () => this.#end());
  }

  /**
   * Sends a command.
   *
   * @param method Such as `Page.navigate`.
   * @param params As the protocol names them.
   * @param sessionId Of the page; the browser itself when left out.
   * @returns The answer.
   * @throws {Error} If Chromium refuses, or ends before it answers.
   */
  send(
    method: string,
    params: Fields = {},
    sessionId?: string,
  ): Promise<Fields> {
    if (this.#hasEnded) {
      return Promise.reject(new Error(`Cannot ${method}: ${ENDED}`));
    }
    const id = this.#next++;
    const { promise, resolve, reject } = Promise.withResolvers<Fields>();
    this.#waiting.set(id, {
      resolve,
      reject: (reason) =>
        reject(new Error(`Cannot ${method}: ${reason.message}`)),
    });
    this.#commands.write(
      JSON.stringify({ id, method, params, sessionId }) + "\0",
    );
    return promise;
  }

  /**
   * Hears of what happens in a page.
   *
   * @param sessionId Of the page.
   * @param listener Called with each event.
   */
  listen(sessionId: string, listener: Listener): void {
    this.#listeners.set(sessionId, listener);
  }

  #read(text: string): void {
    const messages = (this.#unread + text).split("\0");
    this.#unread = messages.pop()!;
    for (const message of messages) this.#handle(JSON.parse(message));
  }

  #handle({ id, method, sessionId, params, result, error }: Message): void {
    if (id === undefined) {
      this.#listeners.get(sessionId ?? "")?.(method ?? "", params ?? {});
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result ?? {});
  }

  #end(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) {
      reject(new Error(ENDED));
    }
    this.#waiting.clear();
  }
}
