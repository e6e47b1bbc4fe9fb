/// <reference lib="dom" />
/** A place to type each prediction. It is kept in the notebook, and shown beside what the cell has shown. */
import type {
  Cell,
  CellModel,
  Load,
  Notebook,
  NotebookPackage,
  NotebookTracker,
  Plugin,
} from "./jupyterlab.ts";
import { waitingTexts } from "./notices.ts";
import { addStyle } from "./style.ts";
import { forEachNotebook } from "./open_notebooks.ts";

const STYLE = `
.wb-prediction { margin: 4px 12px 8px calc(var(--jp-cell-prompt-width) + 9px); }
.wb-prediction textarea { box-sizing: border-box; width: 100%; min-height: 2.2em; padding: 4px 8px; resize: vertical;
  border: 1px solid var(--jp-border-color1); background: var(--jp-layout-color1); color: var(--jp-content-font-color1);
  font: var(--jp-content-font-size1) var(--jp-content-font-family); }
.wb-predicted { margin: 4px 12px 4px calc(var(--jp-cell-prompt-width) + 9px); padding: 2px 8px; border-left: 4px solid var(--jp-brand-color1);
  color: var(--jp-content-font-color1); font-size: var(--jp-content-font-size1); white-space: pre-wrap; }`;

/** Metadata of a cell that holds what the reader has predicted. */
const KEY = "workbook_prediction";

/**
 * Makes the part that lets a reader type predictions.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function predictions(load: Load): Promise<Plugin> {
  const { INotebookTracker } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  return {
    id: "kafka-workbook:predictions",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker: NotebookTracker) => {
      addStyle(STYLE);
      forEachNotebook(tracker, (panel) => {
        const update = (): void => {
          if (!panel.isDisposed) askForPredictions(panel.content);
        };
        update();
        panel.content.model.cells.changed.connect(update);
        panel.context.fileChanged.connect(update);
      });
    },
  };
}

function askForPredictions(notebook: Notebook): void {
  for (const cell of notebook.widgets) {
    if (!cell.model.id.startsWith("predict-")) continue;
    if (!cell.node.querySelector(":scope > .wb-prediction")) {
      cell.node.append(placeToType(cell.model, notebook));
    }
    showBeside(cell, notebook);
  }
}

function predictionOf(model: CellModel): string {
  const kept = model.getMetadata(KEY);
  return typeof kept === "string" ? kept : "";
}

function placeToType(model: CellModel, notebook: Notebook): HTMLElement {
  const place = document.createElement("div");
  place.className = "wb-prediction";
  const input = document.createElement("textarea");
  input.rows = 1;
  input.value = predictionOf(model);
  input.placeholder = "What do you expect? Type it here, then run the cell.";
  input.setAttribute("aria-label", "Your prediction");
  // JupyterLab would take letters for its own short cuts; Ctrl+S and Shift+Enter are meant for it.
  input.addEventListener("keydown", (typed) => {
    const isShortcut = typed.ctrlKey || typed.metaKey ||
      (typed.shiftKey && typed.key === "Enter");
    if (!isShortcut) typed.stopPropagation();
  });
  for (const event of ["keypress", "mousedown", "dblclick"]) {
    input.addEventListener(event, (typed) => typed.stopPropagation());
  }
  input.addEventListener("input", () => {
    model.setMetadata(KEY, input.value);
    askForPredictions(notebook);
  });
  place.append(input);
  return place;
}

/** Shows the prediction at the top of the text that the result leads on to. */
function showBeside(cell: Cell, notebook: Notebook): void {
  const { widgets } = notebook;
  const code = widgets.slice(widgets.indexOf(cell) + 1)
    .find(({ model }) => model.type === "code");
  const [notice] = waitingTexts(widgets).find(([, shows]) => shows === code) ??
    [];
  if (!notice) return;
  const kept = predictionOf(cell.model);
  let shown = notice.node.querySelector<HTMLElement>(":scope > .wb-predicted");
  if (!shown) {
    shown = document.createElement("div");
    shown.className = "wb-predicted";
    notice.node.prepend(shown);
  }
  shown.textContent = `You expected: ${kept}`;
  shown.hidden = kept.trim() === "";
}
