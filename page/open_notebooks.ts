import type { Notebook, NotebookPanel, NotebookTracker } from "./jupyterlab.ts";

/**
 * Calls a function for each notebook that is open, and for each that is opened later, once its content is there.
 *
 * @param tracker The notebooks that are open.
 * @param visit The function.
 */
export function forEachNotebook(
  tracker: NotebookTracker,
  visit: (panel: NotebookPanel) => void,
): void {
  const follow = async (panel: NotebookPanel): Promise<void> => {
    await panel.context.ready;
    if (!panel.isDisposed) visit(panel);
  };
  tracker.forEach((panel) => void follow(panel));
  tracker.widgetAdded.connect((_, panel) => void follow(panel));
}

/**
 * Finds the tab of a notebook.
 *
 * @param tracker The notebooks that are open.
 * @param notebook The notebook.
 * @returns The tab; `undefined` when it has been closed.
 */
export function panelOf(
  tracker: NotebookTracker,
  notebook: Notebook,
): NotebookPanel | undefined {
  return tracker.find(({ content }) => content === notebook);
}
