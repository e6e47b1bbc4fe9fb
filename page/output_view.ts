/// <reference lib="dom" />
/** Brings what a cell has shown into view: Shift+Enter moves on to the next cell, and the page with it. */
import type {
  Cell,
  Load,
  Notebook,
  NotebookPackage,
  NotebookTracker,
  Plugin,
} from "./jupyterlab.ts";

/** Left above or below the output, in px. */
const ROOM = 24;
/** What a reader does to look at another place. */
const LOOKS_ELSEWHERE = ["wheel", "touchmove", "mousedown"];

/**
 * Makes the part that brings the output of the last cell that ran into view.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function outputView(load: Load): Promise<Plugin> {
  const { INotebookTracker, NotebookActions } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  return {
    id: "kafka-workbook:output-view",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, _tracker: NotebookTracker) => {
      const scheduled = new Set<Cell>();
      let looksElsewhere = false;
      for (const event of LOOKS_ELSEWHERE) {
        document.addEventListener(event, () => looksElsewhere = true, {
          capture: true,
          passive: true,
        });
      }
      NotebookActions.executionScheduled.connect((_, { cell }) => {
        scheduled.add(cell);
        looksElsewhere = false;
      });
      NotebookActions.executed.connect((_, { notebook, cell }) => {
        scheduled.delete(cell);
        const isLast = scheduled.size === 0;
        if (isLast && cell.model.type === "code" && !looksElsewhere) {
          void bringIntoView(notebook, cell);
        }
      });
    },
  };
}

async function bringIntoView(notebook: Notebook, cell: Cell): Promise<void> {
  // JupyterLab itself scrolls in these frames, and lays the output out.
  for (let frame = 0; frame < 3; frame++) {
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
  const page = notebook.outerNode ?? notebook.node;
  const output = cell.outputArea?.node.getBoundingClientRect();
  if (!output || output.height === 0) return;
  const view = page.getBoundingClientRect();
  const isTaller = output.height > view.height - 2 * ROOM;
  if (isTaller || output.top < view.top + ROOM) {
    page.scrollTop += output.top - view.top - ROOM;
  } else if (output.bottom > view.bottom - ROOM) {
    page.scrollTop += output.bottom - view.bottom + ROOM;
  }
}
