/// <reference lib="dom" />
/** The parts of JupyterLab 4 that the extension uses, in JupyterLab's own names. */

/** Loads one of the packages that JupyterLab shares with its extensions. */
export type Load = <T>(name: string) => Promise<T>;

/** An event of JupyterLab's. */
export interface Signal<Sender, Args> {
  /** Calls a function at each event from now on. */
  connect(slot: (sender: Sender, args: Args) => void): void;
}

/** An output of a cell, as it is saved. */
export interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** A cell, without its place on the page. */
export interface CellModel {
  readonly id: string;
  readonly type: "code" | "markdown" | "raw";
  readonly sharedModel: { source: string };
  readonly contentChanged: Signal<CellModel, unknown>;
  /** Shown as `[*]` while it is `running`. */
  executionState?: "idle" | "running";
  /** The outputs; only code cells have them. */
  readonly outputs: {
    readonly length: number;
    toJSON(): Output[];
    add(output: Output): void;
  };
  getMetadata(key: string): unknown;
  setMetadata(key: string, value: unknown): void;
}

/** A cell on the page. */
export interface Cell {
  readonly node: HTMLElement;
  readonly model: CellModel;
  readonly isDisposed: boolean;
  /** Only code cells have one. */
  readonly outputArea?: { readonly node: HTMLElement };
  /** Not there while the cell is far out of sight. */
  readonly editor: { readonly editor: EditorView } | null;
}

/** The editor of a cell. */
export interface EditorView {
  dispatch(change: { effects: unknown }): void;
}

/** A notebook on the page. */
export interface Notebook {
  readonly node: HTMLElement;
  /** The element that scrolls; older versions scroll `node`. */
  readonly outerNode?: HTMLElement;
  readonly widgets: readonly Cell[];
  readonly activeCell: Cell | null;
  readonly model: {
    readonly cells: Iterable<CellModel> & {
      readonly changed: Signal<
        unknown,
        { type: string; newValues: CellModel[] }
      >;
    };
  };
}

/** The running kernel of a notebook. */
export interface KernelConnection {
  readonly status: string;
  requestExecute(
    content: { code: string; silent: boolean; store_history: boolean },
  ): unknown;
  requestInspect: (
    content: { code: string; cursor_pos: number },
  ) => Promise<unknown>;
}

/** A notebook's tab. */
export interface NotebookPanel {
  readonly content: Notebook;
  readonly isDisposed: boolean;
  readonly disposed: Signal<NotebookPanel, void>;
  readonly context: {
    readonly path: string;
    readonly ready: Promise<void>;
    readonly fileChanged: Signal<unknown, unknown>;
    save(): Promise<void>;
  };
  readonly sessionContext: {
    readonly session: { readonly kernel: KernelConnection | null } | null;
    readonly kernelChanged: Signal<unknown, unknown>;
    readonly statusChanged: Signal<unknown, string>;
    restartKernel(): Promise<void>;
  };
}

/** The notebooks that are open. */
export interface NotebookTracker {
  readonly currentWidget: NotebookPanel | null;
  readonly widgetAdded: Signal<NotebookTracker, NotebookPanel>;
  forEach(visit: (panel: NotebookPanel) => void): void;
  find(wanted: (panel: NotebookPanel) => boolean): NotebookPanel | undefined;
}

/** What happens to cells that are run. */
export interface NotebookActions {
  readonly executionScheduled: Signal<
    unknown,
    { notebook: Notebook; cell: Cell }
  >;
  readonly executed: Signal<
    unknown,
    { notebook: Notebook; cell: Cell; success: boolean }
  >;
  runCells(
    notebook: Notebook,
    cells: Cell[],
    sessionContext: NotebookPanel["sessionContext"],
  ): Promise<boolean>;
}

/** The package `@jupyterlab/notebook`. */
export interface NotebookPackage {
  INotebookTracker: unknown;
  NotebookActions: NotebookActions;
}

/** A part of a page, made of DOM nodes. */
export interface Widget {
  readonly node: HTMLElement;
  id: string;
  readonly isDisposed: boolean;
  readonly isVisible: boolean;
  readonly title: { label: string; caption: string; closable: boolean };
  addClass(name: string): void;
}

/** A file or folder, as JupyterLab's server gives it. */
export interface Contents {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly content: unknown;
}

/** JupyterLab itself. */
export interface App {
  readonly restored: Promise<unknown>;
  readonly commands: {
    addCommand(
      id: string,
      options: {
        label: string;
        execute: (args?: Record<string, unknown>) => unknown;
      },
    ): void;
    execute(id: string, args?: Record<string, unknown>): Promise<unknown>;
    readonly commandExecuted: Signal<unknown, { id: string }>;
  };
  readonly serviceManager: {
    readonly contents: {
      get(path: string, options: Record<string, unknown>): Promise<Contents>;
      readonly fileChanged: Signal<unknown, { type: string }>;
    };
    readonly serverSettings: {
      readonly baseUrl: string;
      readonly wsUrl: string;
      readonly token: string;
    };
  };
  readonly shell: {
    add(
      widget: Widget,
      area: string,
      options?: { rank?: number; mode?: string },
    ): void;
    activateById(id: string): void;
    widgets(area: string): Iterable<Widget>;
  };
}

/** A part of the extension: JupyterLab activates it with itself, and then the services that it requires. */
export interface Plugin {
  /** Its name, such as `kafka-workbook:notices`. */
  id: string;
  autoStart: true;
  requires: unknown[];
  // deno-lint-ignore no-explicit-any -- JupyterLab passes the services in the order of `requires`
  activate(app: App, ...services: any[]): void;
}
