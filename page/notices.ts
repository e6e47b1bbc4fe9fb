/// <reference lib="dom" />
/** Texts that say what a cell has shown wait, folded, until it has run. Nothing of it is saved. */
import type {
  Cell,
  CellModel,
  Load,
  Notebook,
  NotebookPackage,
  NotebookTracker,
  Plugin,
} from "./jupyterlab.ts";
import { addStyle } from "./style.ts";
import { forEachNotebook } from "./open_notebooks.ts";

const STYLE = `
.wb-waiting > :not(.wb-veil) { display: none !important; }
.wb-veil { display: none; margin: 4px 0 4px calc(var(--jp-cell-prompt-width) + 5px); padding: 4px 8px; border: 0; background: none;
  color: var(--jp-content-font-color2); font: italic var(--jp-content-font-size1) var(--jp-content-font-family);
  text-align: left; cursor: pointer; }
.wb-waiting > .wb-veil { display: block; }`;

/** Cells that have run since the page was opened, and texts that the reader has opened. */
const ran = new WeakSet<CellModel>();
const opened = new WeakSet<CellModel>();

/**
 * Makes the part that folds what follows a prediction until its cell has run.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function notices(load: Load): Promise<Plugin> {
  const { INotebookTracker, NotebookActions } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  return {
    id: "kafka-workbook:notices",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker: NotebookTracker) => {
      addStyle(STYLE);
      forEachNotebook(tracker, (panel) => {
        const fold = (): void => {
          if (!panel.isDisposed) foldNotices(panel.content);
        };
        fold();
        panel.content.model.cells.changed.connect(fold);
        panel.context.fileChanged.connect(fold);
      });
      NotebookActions.executed.connect((_, { notebook, cell, success }) => {
        if (success && cell.model.type === "code") ran.add(cell.model);
        foldNotices(notebook);
      });
    },
  };
}

/** Folds and unfolds each text of a notebook as its cell has run or not. */
function foldNotices(notebook: Notebook): void {
  for (const [notice, shows] of waitingTexts(notebook.widgets)) {
    const waits = !opened.has(notice.model) && !ran.has(shows.model) &&
      !hasShown(shows.model);
    if (waits && !notice.node.querySelector(":scope > .wb-veil")) {
      notice.node.prepend(veilOf(notice, notebook));
    }
    notice.node.classList.toggle("wb-waiting", waits);
  }
}

/**
 * Finds the texts that wait, each with the code cell it waits for: those that are named a notice, and those that follow
 * the cell of a prediction, up to the next heading.
 *
 * @param cells The cells of a notebook, in their order.
 * @returns Pairs of a text and the code cell above it.
 */
export function waitingTexts<
  C extends {
    model: Pick<CellModel, "id" | "type"> & { sharedModel: { source: string } };
  },
>(cells: readonly C[]): [notice: C, shows: C][] {
  const pairs: [C, C][] = [];
  let code: C | null = null;
  let predicts = false;
  let isAnswer = false;
  for (const cell of cells) {
    const { id, type, sharedModel: { source } } = cell.model;
    if (type === "code") {
      [code, isAnswer, predicts] = [cell, predicts, false];
    } else if (id.startsWith("predict-")) {
      [predicts, isAnswer] = [true, false];
    } else {
      if (/^(hint|answer)-/.test(id) || source.startsWith("#")) {
        isAnswer = false;
      }
      if (code && (isAnswer || id.endsWith("-notice"))) {
        pairs.push([cell, code]);
      }
    }
  }
  return pairs;
}

function veilOf(notice: Cell, notebook: Notebook): HTMLElement {
  const veil = document.createElement("button");
  veil.className = "wb-veil";
  veil.textContent =
    "▸ This goes on when the cell above has run. (Open it now)";
  veil.onclick = () => {
    opened.add(notice.model);
    foldNotices(notebook);
  };
  return veil;
}

/** Whether a cell has run before this page was opened, as its saved outputs tell. */
function hasShown({ outputs }: CellModel): boolean {
  const shown = outputs.toJSON();
  return shown.length > 0 &&
    shown.every(({ output_type }) => output_type !== "error");
}
