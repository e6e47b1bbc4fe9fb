/** A check judges what the cell above has made. When that cell has changed or failed since, the check is told so. */
import type {
  CellModel,
  Load,
  NotebookPackage,
  NotebookTracker,
  Plugin,
} from "./jupyterlab.ts";
import { panelOf } from "./open_notebooks.ts";

/** The same symbol stands in lab/exercises.ts. */
const STALE = 'globalThis[Symbol.for("workbook.staleAnswer")]';

/**
 * Makes the part that keeps a check from judging an answer that stands there no more.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function staleChecks(load: Load): Promise<Plugin> {
  const { INotebookTracker, NotebookActions } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  return {
    id: "kafka-workbook:stale-checks",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (_app, tracker: NotebookTracker) => {
      /** What each answer's cell held when it was last run, and how that went. */
      const runs = new WeakMap<CellModel, { source: string; went: Went }>();
      NotebookActions.executionScheduled.connect((_, { notebook, cell }) => {
        const { model } = cell;
        if (model.id.startsWith("exercise-") && model.type === "code") {
          runs.set(model, { source: model.sharedModel.source, went: "runs" });
        }
        if (!model.id.startsWith("check-")) return;
        const answer = notebook.widgets.find(({ model: { id, type } }) =>
          type === "code" && id === model.id.replace("check-", "exercise-")
        )?.model;
        const run = answer && runs.get(answer);
        const reason = run && staleness(run, answer.sharedModel.source);
        const kernel = panelOf(tracker, notebook)
          ?.sessionContext.session?.kernel;
        // The kernel runs this before the check, which is sent next.
        kernel?.requestExecute({
          code: `${STALE} = ${JSON.stringify(reason ?? null)}`,
          silent: true,
          store_history: false,
        });
      });
      NotebookActions.executed.connect((_, { cell: { model }, success }) => {
        const run = runs.get(model);
        if (!run) return;
        const isOpen = model.outputs.toJSON().some(({ ename }) =>
          ename === "NotSolvedYet"
        );
        run.went = success || isOpen ? "well" : "wrong";
      });
    },
  };
}

type Went = "runs" | "well" | "wrong";

function staleness(
  { source, went }: { source: string; went: Went },
  now: string,
): string | null {
  if (source !== now) return "has changed since it ran";
  return went === "wrong" ? "did not run to its end" : null;
}
