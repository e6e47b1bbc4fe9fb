/// <reference lib="dom" />
/** What the language server knows of a notebook: each code cell is a document that sees the names of the others. */
import type { Cell, CellModel, NotebookPanel } from "./jupyterlab.ts";
import type { LanguageServer } from "./language_server.ts";

/** Pauses in typing that are shorter than this are waited for. */
const SOON_MS = 250;

/** A notebook that is kept in step with the language server. */
export class SyncedNotebook {
  #server: LanguageServer;
  #panel: NotebookPanel;
  #root: string;
  #version = 1;
  #opened: unknown = null;
  #changed = new Set<CellModel>();
  #isReordered = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Opens a notebook for the server, and follows its changes until it is closed.
   *
   * @param server The language server.
   * @param panel The notebook's tab.
   * @param root The absolute path of the checkout.
   */
  constructor(server: LanguageServer, panel: NotebookPanel, root: string) {
    this.#server = server;
    this.#panel = panel;
    this.#root = root;
    const watch = (cell: CellModel): void => {
      cell.contentChanged.connect(() => {
        if (cell.type === "code") this.#changed.add(cell);
        this.#soon();
      });
    };
    const { cells } = panel.content.model;
    for (const cell of cells) watch(cell);
    cells.changed.connect((_, { type, newValues }) => {
      if (type === "add") newValues.forEach(watch);
      this.#isReordered = true;
      this.#soon();
    });
    panel.disposed.connect(() => {
      clearTimeout(this.#timer);
      this.#close();
    });
    this.#soon();
  }

  /**
   * Finds the cell of a document.
   *
   * @param uri Address of the document.
   * @returns The cell; `undefined` when it is none of this notebook.
   */
  cellAt(uri: string): Cell | undefined {
    if (this.#panel.isDisposed) return undefined;
    return this.#panel.content.widgets.find(({ model }) =>
      this.#uriOf(model) === uri
    );
  }

  /** Opens the notebook again, for a server that knows nothing of it. */
  openAgain(): void {
    this.#opened = null;
    this.#isReordered = true;
    this.#flush();
  }

  /**
   * Asks the server about a place in a cell, as the cell is now.
   *
   * @param method Name of the request without `textDocument/`, such as `hover`.
   * @param cell The cell.
   * @param offset The place, in characters from the beginning of the cell.
   * @returns The answer.
   */
  async ask(method: string, cell: CellModel, offset: number): Promise<unknown> {
    this.#flush();
    const before = cell.sharedModel.source.slice(0, offset).split("\n");
    return await this.#server.request(`textDocument/${method}`, {
      textDocument: { uri: this.#uriOf(cell) },
      position: {
        line: before.length - 1,
        character: before.at(-1)!.length,
      },
    });
  }

  get #uri(): string {
    return `file://${this.#root}/${this.#panel.context.path}`;
  }

  #uriOf(cell: CellModel): string {
    return `vscode-notebook-cell:${this.#root}/${this.#panel.context.path}#${cell.id}`;
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), SOON_MS);
  }

  /** Sends what has changed. */
  #flush(): void {
    clearTimeout(this.#timer);
    if (this.#panel.isDisposed) return;
    if (this.#isReordered) {
      this.#close();
      this.#open();
    } else if (this.#changed.size > 0) {
      const version = ++this.#version;
      const textContent = [...this.#changed].map((cell) => ({
        document: { uri: this.#uriOf(cell), version },
        changes: [{ text: cell.sharedModel.source }],
      }));
      this.#server.notify("notebookDocument/didChange", {
        notebookDocument: { uri: this.#uri, version },
        change: { cells: { textContent } },
      });
    }
    this.#changed.clear();
  }

  #open(): void {
    this.#isReordered = false;
    const cells = [...this.#panel.content.model.cells]
      .filter(({ type }) => type === "code");
    const version = ++this.#version;
    this.#opened = {
      notebookDocument: { uri: this.#uri },
      cellTextDocuments: cells.map((cell) => ({ uri: this.#uriOf(cell) })),
    };
    this.#server.notify("notebookDocument/didOpen", {
      notebookDocument: {
        uri: this.#uri,
        notebookType: "jupyter-notebook",
        version,
        cells: cells.map((cell) => ({
          kind: 2,
          document: this.#uriOf(cell),
        })),
      },
      cellTextDocuments: cells.map((cell) => ({
        uri: this.#uriOf(cell),
        languageId: "typescript",
        version,
        text: cell.sharedModel.source,
      })),
    });
  }

  #close(): void {
    if (this.#opened) {
      this.#server.notify("notebookDocument/didClose", this.#opened);
    }
    this.#opened = null;
  }
}
