/// <reference lib="dom" />
/** Completion, docstrings and red underlines, from Deno's own language server. */
import { completionProvider } from "./completion.ts";
import type {
  App,
  CellModel,
  Load,
  NotebookPackage,
  NotebookPanel,
  NotebookTracker,
  Plugin,
} from "./jupyterlab.ts";
import {
  type Ask,
  type Diagnostic,
  type Hover,
  LanguageServer,
} from "./language_server.ts";
import { SyncedNotebook } from "./synced_notebook.ts";
import { loadUnderlines } from "./underlines.ts";
import { addStyle } from "./style.ts";
import { forEachNotebook } from "./open_notebooks.ts";

/** A place in a cell where the language server complains. */
export interface Complaint {
  message: string;
  /** Line and character, counted from 0. */
  line: number;
  character: number;
}

const STYLE = `
.wb-error { text-decoration: underline wavy var(--jp-error-color1); text-decoration-skip-ink: none; }
.wb-hover { max-width: 42em; padding: 4px 8px; white-space: pre-wrap; font-size: 12px; }`;

/**
 * Complaints about cells that the kernel takes: it runs each by itself, and the language server joins them. A name
 * imported in two cells, `await using` in a cell without import, `exactOptionalPropertyTypes` across cells.
 */
const FALSE_ALARMS = new Set<unknown>([2300, 2303, 2375, 2853]);

/** TypeScript's error for an import that leads nowhere. */
const NO_SUCH_MODULE = 2307;

const synced = new WeakMap<NotebookPanel, SyncedNotebook>();

/**
 * Asks the language server why a cell can't run.
 *
 * @param panel The notebook's tab.
 * @param cell The cell.
 * @returns The complaints, the first in the cell first; none when there is no language server.
 */
export async function reasonsOf(
  panel: NotebookPanel,
  cell: CellModel,
): Promise<Complaint[]> {
  // The answer to a question that was asked after the change comes after the diagnostics of the change.
  const report = await synced.get(panel)?.ask("diagnostic", cell, 0)
    .catch(() => null) as { items?: Diagnostic[] } | null | undefined;
  return errorsAmong(report?.items ?? [])
    .filter(({ code }) => stopsTheCell(code))
    .map(({ message, range: { start } }) => ({ message, ...start }))
    .sort((a, b) => a.line - b.line || a.character - b.character);
}

/**
 * Makes the part that helps with types.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function typeHelp(load: Load): Promise<Plugin> {
  const { INotebookTracker } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  const { ICompletionProviderManager } = await load<
    { ICompletionProviderManager: unknown }
  >("@jupyterlab/completer");
  const { IEditorExtensionRegistry } = await load<
    { IEditorExtensionRegistry: unknown }
  >("@jupyterlab/codemirror");
  const { PageConfig } = await load<
    { PageConfig: { getOption(name: string): string } }
  >("@jupyterlab/coreutils");
  const underlines = await loadUnderlines(load);
  return {
    id: "kafka-workbook:type-help",
    autoStart: true,
    requires: [
      INotebookTracker,
      ICompletionProviderManager,
      IEditorExtensionRegistry,
    ],
    activate: (
      app: App,
      tracker: NotebookTracker,
      completion: { registerProvider(provider: unknown): void },
      editors: { addExtension(extension: unknown): void },
    ) => {
      const rootUri = PageConfig.getOption("workbookRoot");
      if (!rootUri) return; // the reader has chosen to do without
      addStyle(STYLE);
      const { wsUrl, token } = app.serviceManager.serverSettings;
      const server = new LanguageServer(
        `${wsUrl}workbook/types?token=${encodeURIComponent(token)}`,
        rootUri,
      );
      const panels = new Set<NotebookPanel>();
      const root = decodeURI(rootUri).replace("file://", "");
      forEachNotebook(tracker, (panel) => {
        panels.add(panel);
        panel.disposed.connect(() => panels.delete(panel));
        synced.set(panel, new SyncedNotebook(server, panel, root));
        const answer = (): void => answerInspection(panel, about);
        answer();
        panel.sessionContext.kernelChanged.connect(answer);
      });
      server.onConnected = () => {
        for (const panel of panels) synced.get(panel)?.openAgain();
      };
      server.onDiagnostics = (uri, diagnostics) => {
        for (const panel of panels) {
          const cell = synced.get(panel)?.cellAt(uri);
          if (cell) underlines.show(cell, errorsAmong(diagnostics));
        }
      };
      const about: Ask = async (method, cell, offset) => {
        const panel = [...panels].find(({ content }) =>
          content.widgets.some(({ model }) => model === cell)
        );
        return panel && await synced.get(panel)?.ask(method, cell, offset);
      };
      completion.registerProvider(
        completionProvider(server, about, (panel) => synced.has(panel)),
      );
      editors.addExtension(underlines.extension(about));
    },
  };
}

/** Whether the kernel can't run a cell with this error: its grammar is wrong, or a package is not there. A wrong type is no hindrance. */
function stopsTheCell(code: Diagnostic["code"]): boolean {
  if (typeof code !== "number") return true; // Deno's own, such as "no-cache-npm"
  return (code >= 1_000 && code < 2_000) || code === NO_SUCH_MODULE;
}

function errorsAmong(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity, code }) =>
    severity === 1 && !FALSE_ALARMS.has(code)
  );
}

/** Shift+Tab and the panel "Contextual help" both ask the kernel, which knows nothing, so they are answered in its place. */
function answerInspection(panel: NotebookPanel, about: Ask): void {
  const kernel = panel.sessionContext.session?.kernel;
  if (!kernel) return;
  kernel.requestInspect = async ({ code, cursor_pos }) => {
    const cell = panel.content.activeCell!.model;
    const offset = [...code].slice(0, cursor_pos).join("").length;
    const hover = await about("hover", cell, offset) as Hover;
    const text = hover?.contents?.value ?? "";
    const data = text ? { "text/markdown": text, "text/plain": text } : {};
    return {
      content: { status: "ok", found: text !== "", metadata: {}, data },
    };
  };
}
