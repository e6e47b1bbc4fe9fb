/** The end of a chapter: a card that says what is solved, and leads on to the next chapter. */
import { marksOf } from "./marks.ts";
import type {
  App,
  Load,
  NotebookPackage,
  NotebookTracker,
  Output,
  Plugin,
} from "./jupyterlab.ts";
import { listChapters, type ListedChapter } from "./course_page.ts";
import { panelOf } from "./open_notebooks.ts";

/**
 * Makes the part that ends a chapter with a card.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function teardownCard(load: Load): Promise<Plugin> {
  const { INotebookTracker, NotebookActions } = await load<NotebookPackage>(
    "@jupyterlab/notebook",
  );
  return {
    id: "kafka-workbook:teardown-card",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app: App, tracker: NotebookTracker) => {
      NotebookActions.executed.connect(async (_, ran) => {
        const { notebook, cell: { model }, success } = ran;
        if (!success || model.id !== "teardown") return;
        const panel = panelOf(tracker, notebook);
        if (!panel) return;
        const cells = [...notebook.model.cells].map((
          { id, type, outputs },
        ) => ({
          id,
          outputs: type === "code" ? outputs.toJSON() : [],
        }));
        const { solved, exercises } = marksOf(cells);
        const chapters = await listChapters(app);
        const here = chapters.findIndex(({ path }) =>
          path === panel.context.path
        );
        const next = here < 0 ? undefined : chapters[here + 1];
        model.outputs.add(cardOf(solved, exercises, next));
      });
    },
  };
}

function cardOf(
  solved: number,
  exercises: number,
  next: ListedChapter | undefined,
): Output {
  const done = exercises === 0
    ? "The chapter is done."
    : `**${solved} of ${exercises}** exercises solved.`;
  const on = next
    ? `Next: [${next.title}](${next.path.split("/").at(-1)})${
      next.story ? `, *${next.story}*` : ""
    }`
    : "That was the last chapter.";
  const text = `${done} ${on}`;
  return {
    output_type: "display_data",
    data: {
      "text/markdown": text,
      "text/plain": text.replace(/\*|\]\([^)]*\)|\[/g, ""),
    },
    metadata: {},
  };
}
