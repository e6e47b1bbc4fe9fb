import type { Readable, Writable } from "node:stream";

/** The fields of a message of the DevTools protocol. */
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

/** A callback for each event of a page: its name, such as `Page.loadEventFired`, and its fields. */
export type Listener = (method: string, params: Fields) => void;

/** A client of Chromium's DevTools protocol over a pair of pipes; the browser ends when they close, however this process ends. */
export class DevTools {
  #next = 1;
  #waiting = new Map<number, Waiting>();
  #listeners = new Map<string, Listener>();
  #unread = "";
  #hasEnded = false;
  #commands: Writable;

  /**
   * Starts to read Chromium's answers and events.
   *
   * @param commands The pipe from which Chromium reads commands.
   * @param answers The pipe to which Chromium writes answers and events.
   */
  constructor(commands: Writable, answers: Readable) {
    this.#commands = commands;
    answers.setEncoding("utf8");
    answers.on("data", (text: string) => this.#read(text));
    answers.on("end", () => this.#end());
    commands.on("error", () => this.#end());
  }

  /**
   * Sends a command to the browser or to one of its pages.
   *
   * @param method Name of the command, such as `Page.navigate`.
   * @param params Parameters of the command, as the protocol names them.
   * @param sessionId Session of the page; leave it out to address the browser itself.
   * @returns The fields of the answer.
   * @throws {Error} If Chromium refuses the command, or ends before it answers.
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
   * Subscribes to the events of a page.
   *
   * @param sessionId Session of the page.
   * @param listener Callback for each event.
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
