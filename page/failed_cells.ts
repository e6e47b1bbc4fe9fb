/// <reference lib="dom" />
/** Gives words to the failures that the kernel leaves without: a cell that does not parse, a name that is not there. */
import type {
  Cell,
  Load,
  Notebook,
  NotebookPackage,
  NotebookTracker,
  Output,
  Plugin,
} from "./jupyterlab.ts";
import { type Complaint, reasonsOf } from "./type_help.ts";
import { panelOf } from "./open_notebooks.ts";

/**
 * Makes the part that says why a cell has failed.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function failedCells(load: Load): Promise<Plugin> {
  const { INotebookTracker, NotebookActions } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  return {
    id: "kafka-workbook:failed-cells",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker: NotebookTracker) => {
      NotebookActions.executed.connect(async (_, ran) => {
        const { notebook, cell, success } = ran;
        if (success || cell.model.type !== "code") return;
        const { outputs, sharedModel: { source } } = cell.model;
        if (outputs.length === 0) {
          const panel = panelOf(tracker, notebook);
          const [reason] = panel ? await reasonsOf(panel, cell.model) : [];
          outputs.add(notRead(source, reason));
        } else {
          const advice = adviceOnName(notebook, cell);
          if (advice) outputs.add(advice);
        }
      });
    },
  };
}

/** The output of a cell that the kernel answers with an error, and shows nothing of. */
function notRead(source: string, reason?: Complaint): Output {
  const evalue = reason
    ? `${reason.message} (line ${reason.line + 1})`
    : "The kernel can't read this cell. Look for a bracket, a brace or a quotation mark that is missing, and for a package that does not exist";
  const number = String((reason?.line ?? 0) + 1).padStart(4);
  const place = reason
    ? [
      `${number} | ${source.split("\n")[reason.line] ?? ""}`,
      `     | ${" ".repeat(reason.character)}^`,
    ]
    : [];
  return {
    output_type: "error",
    ename: "SyntaxError",
    evalue,
    traceback: [
      `SyntaxError: ${evalue}`,
      ...place,
      "Nothing of this cell has run.",
    ],
  };
}

/** After a restart the first failure is a name that a cell above makes. */
function adviceOnName(notebook: Notebook, cell: Cell): Output | null {
  const texts = cell.model.outputs.toJSON().map(
    ({ ename, evalue, traceback = [] }) =>
      [`${ename}: ${evalue}`, ...traceback].join("\n"),
  );
  const name = missingName(texts.join("\n"));
  const index = name === null
    ? -1
    : notebook.widgets.findIndex(({ model }) =>
      model.type === "code" && makes(name, model.sharedModel.source)
    );
  if (index < 0) return null;
  const text = index < notebook.widgets.indexOf(cell)
    ? `\`${name}\` is made by a cell above that has not run since the kernel was started. Choose **Run ▸ Run All Above Selected Cell**, and then run this cell again.`
    : `\`${name}\` is made by a cell further down. Run that one first.`;
  return {
    output_type: "display_data",
    data: {
      "text/markdown": text,
      "text/plain": text.replace(/[`*]/g, ""),
    },
    metadata: {},
  };
}

/**
 * Finds the name that an error misses.
 *
 * @param text The words of the error.
 * @returns The name; `null` when the error is another one.
 */
export function missingName(text: string): string | null {
  return text.match(/ReferenceError: ([\w$]+) is not defined/)?.[1] ??
    text.match(/Cannot access '([\w$]+)' before initialization/)?.[1] ?? null;
}

/**
 * Checks whether a cell makes a name, by a declaration or an import.
 *
 * @param name The name.
 * @param source The text of the cell.
 * @returns `true` if it declares or imports the name.
 */
export function makes(name: string, source: string): boolean {
  const word = `(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`;
  return new RegExp(
    `(?:const|let|var|class|enum|function\\*?)\\s+${word}` +
      `|(?:const|let|var|import)\\s*(?:type\\s*)?[{[][^=;]*?${word}[^=;]*?[}\\]]\\s*(?:=|from)` +
      `|import\\s+(?:\\*\\s+as\\s+)?${word}`,
  ).test(source);
}
