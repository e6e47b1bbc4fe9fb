/// <reference lib="dom" />
/** A language server behind a websocket: one JSON-RPC message a frame. */

import type { CellModel } from "./jupyterlab.ts";

/** A complaint of the language server about a place in a document. */
export interface Diagnostic {
  range: Range;
  message: string;
  /** 1 for an error. */
  severity: number;
  /** TypeScript's number of it. */
  code?: number | string;
}

/** A part of a document; lines and characters are counted from 0. */
export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** Asks about a place in a cell: the request without `textDocument/`, the cell, the place in characters. */
export type Ask = (
  method: string,
  cell: CellModel,
  offset: number,
) => Promise<unknown>;

/** The answer to `textDocument/hover`; nothing where there is nothing to say. */
export type Hover = { contents?: { value: string } } | null | undefined;

/** A message in either direction, as JSON-RPC has it. */
interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

const AGAIN_AFTER_MS = 2_000;

/** The client of Deno's language server. It connects again when the connection was lost, as after the computer slept. */
export class LanguageServer {
  /** Called with the complaints about a document whenever they have changed. */
  onDiagnostics: (uri: string, diagnostics: Diagnostic[]) => void = () => {};
  /** Called when a new server answers, which knows of no document yet. */
  onConnected: () => void = () => {};
  #url: string;
  #rootUri: string;
  #socket: WebSocket | null = null;
  #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #count = 0;
  #ready = Promise.withResolvers<void>();
  #isReady = false;

  /**
   * Connects to the server.
   *
   * @param url The address of the websocket.
   * @param rootUri The checkout, as a `file:` address.
   */
  constructor(url: string, rootUri: string) {
    this.#url = url;
    this.#rootUri = rootUri;
    this.#connect();
  }

  /**
   * Asks the server.
   *
   * @param method Name of the request, such as `textDocument/hover`.
   * @param params What the request is about.
   * @returns The answer.
   * @throws {Error} If the server refuses, or the connection is lost.
   */
  async request(method: string, params: unknown): Promise<unknown> {
    await this.#ready.promise;
    return await this.#ask(method, params);
  }

  /**
   * Tells the server something; one that does not answer yet is told nothing, and knows nothing when it does.
   *
   * @param method Name of the notification, such as `notebookDocument/didOpen`.
   * @param params What it is about.
   */
  notify(method: string, params: unknown): void {
    if (this.#isReady) this.#send({ method, params });
  }

  #connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => void this.#initialize();
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    socket.onclose = () => {
      for (const { reject } of this.#waiting.values()) {
        reject(new Error("The connection to the language server is lost"));
      }
      this.#waiting.clear();
      this.#ready = Promise.withResolvers();
      this.#isReady = false;
      setTimeout(() => this.#connect(), AGAIN_AFTER_MS);
    };
  }

  async #initialize(): Promise<void> {
    await this.#ask("initialize", {
      processId: null,
      rootUri: this.#rootUri,
      workspaceFolders: [{ uri: this.#rootUri, name: "course" }],
      capabilities: {
        workspace: { configuration: true },
        notebookDocument: { synchronization: {} },
        textDocument: {
          publishDiagnostics: {},
          hover: { contentFormat: ["markdown", "plaintext"] },
        },
      },
      initializationOptions: { enable: true },
    });
    this.#isReady = true;
    this.notify("initialized", {});
    this.onConnected();
    this.#ready.resolve();
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#count;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#send({ id, method, params });
    return answer.promise;
  }

  #send(message: Message): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify({ jsonrpc: "2.0", ...message }));
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (method === "workspace/configuration") {
      const { items } = params as { items: unknown[] };
      this.#send({ id: id!, result: items.map(() => ({ enable: true })) });
    } else if (method && id !== undefined) {
      this.#send({ id, result: null });
    } else if (method === "textDocument/publishDiagnostics") {
      const about = params as { uri: string; diagnostics: Diagnostic[] };
      this.onDiagnostics(about.uri, about.diagnostics);
    } else if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    }
  }
}
