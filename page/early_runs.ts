/// <reference lib="dom" />
/** Runs what was run before its kernel was there: JupyterLab passes over such a cell, and calls that a success. */
import type {
  Cell,
  Load,
  Notebook,
  NotebookPackage,
  NotebookPanel,
  NotebookTracker,
  Plugin,
} from "./jupyterlab.ts";
import { forEachNotebook, panelOf } from "./open_notebooks.ts";

/**
 * Makes the part that keeps cells for a kernel that is still starting.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function earlyRuns(load: Load): Promise<Plugin> {
  const { INotebookTracker, NotebookActions } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  return {
    id: "kafka-workbook:early-runs",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker: NotebookTracker) => {
      const early = new WeakMap<Notebook, Cell[]>();
      NotebookActions.executionScheduled.connect((_, { notebook, cell }) => {
        const panel = panelOf(tracker, notebook);
        if (!panel || hasKernel(panel)) return;
        early.set(notebook, [...early.get(notebook) ?? [], cell]);
      });
      NotebookActions.executed.connect((_, { notebook, cell }) => {
        if (early.get(notebook)?.includes(cell)) {
          cell.model.executionState = "running";
        }
      });
      forEachNotebook(tracker, (panel) => {
        const runEarly = (): void => {
          const cells = early.get(panel.content);
          if (!cells || !hasKernel(panel)) return;
          early.delete(panel.content);
          void NotebookActions.runCells(
            panel.content,
            cells.filter(({ isDisposed }) => !isDisposed),
            panel.sessionContext,
          );
        };
        panel.sessionContext.kernelChanged.connect(runEarly);
        runEarly();
      });
    },
  };
}

function hasKernel({ sessionContext: { session } }: NotebookPanel): boolean {
  return Boolean(session?.kernel);
}
