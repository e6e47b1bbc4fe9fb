/// <reference lib="dom" />
/** The page that JupyterLab opens first: all chapters, how long each takes, and how many exercises are solved. */
import type { App, Contents, Load, Plugin, Widget } from "./jupyterlab.ts";
import { minutesFor } from "./class_time.ts";
import { type Marks, marksOf, type ShownCell } from "./marks.ts";
import { addStyle } from "./style.ts";

const STYLE = `
.wb-course { overflow: auto; padding: 16px 24px; background: var(--jp-layout-color1); color: var(--jp-content-font-color1); }
.wb-course h1 { font-size: 1.5em; margin: 0 0 4px; }
.wb-course ol { list-style: none; margin: 16px 0 0; padding: 0; max-width: 52em; }
.wb-course li { border-bottom: 1px solid var(--jp-border-color2); }
.wb-course li button { display: grid; grid-template-columns: 1fr 5em 5em; gap: 0 12px; width: 100%; padding: 8px 4px;
  border: 0; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
.wb-course li button:hover, .wb-course li button:focus-visible { background: var(--jp-layout-color2); }
.wb-course small { grid-column: 1; color: var(--jp-content-font-color2); font-style: italic; }
.wb-course .wb-minutes, .wb-course .wb-marks { text-align: right; }
.wb-course .wb-all { color: var(--jp-success-color0); font-weight: 600; }`;

const FOLDER = "notebooks";
const OPEN_INSPECTOR = "kafka-workbook:inspector";
const COMMAND = "kafka-workbook:course-page";
const ID = "kafka-workbook-course";

/** A chapter, as its notebook says it. */
export interface ListedChapter extends Marks {
  /** Path of the notebook from the root of the checkout. */
  path: string;
  /** Such as `3. Order`. */
  title: string;
  /** The subtitle, such as *Shipped, paid, created*; empty when there is none. */
  story: string;
  /** The time that it takes, in minutes. */
  minutes: number;
}

/**
 * Makes the part that shows the chapters.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function coursePage(load: Load): Promise<Plugin> {
  const { Widget } = await load<{ Widget: new () => Widget }>(
    "@lumino/widgets",
  );
  return {
    id: "kafka-workbook:course-page",
    autoStart: true,
    requires: [],
    activate: (app: App) => {
      addStyle(STYLE);
      let page: Widget | null = null;
      const open = (): void => {
        if (!page || page.isDisposed) {
          page = new Widget();
          page.id = ID;
          page.title.label = "The course";
          page.title.closable = true;
          page.addClass("wb-course");
          void showChapters(page.node, app);
          app.shell.add(page, "main");
        }
        app.shell.activateById(ID);
      };
      app.commands.addCommand(COMMAND, {
        label: "Kafka Workbook: all chapters",
        execute: open,
      });
      app.serviceManager.contents.fileChanged.connect((_, { type }) => {
        if (type === "save" && page && !page.isDisposed) {
          void showChapters(page.node, app);
        }
      });
      void app.restored.then(() => {
        // Whoever follows a link to a notebook wants that.
        const hasNotebook = [...app.shell.widgets("main")].some(({ title }) =>
          title.label.endsWith(".ipynb")
        );
        if (!hasNotebook) open();
      });
    },
  };
}

/**
 * Reads what the chapters' notebooks say, and the verdicts that stand in them.
 *
 * @param app JupyterLab.
 * @returns The chapters in the order of the course; a notebook that can't be read is left out.
 */
export async function listChapters(app: App): Promise<ListedChapter[]> {
  const { contents } = app.serviceManager;
  const folder = await contents.get(FOLDER, {
    type: "directory",
    content: true,
  });
  const paths = (folder.content as Contents[])
    .map(({ path }) => path)
    .filter((path) => /\/\d\d_\w+\.ipynb$/.test(path))
    .sort();
  const chapters = await Promise.all(paths.map(async (path) => {
    try {
      const { content } = await contents.get(path, {
        type: "notebook",
        content: true,
      });
      return [chapterOf(path, content as { cells: SavedCell[] })];
    } catch {
      return []; // half-written, or not a notebook
    }
  }));
  return chapters.flat();
}

interface SavedCell extends ShownCell {
  cell_type: string;
  source: string | string[];
}

/** Reads title, story and time from the first cell, and the marks from the outputs. */
function chapterOf(
  path: string,
  { cells }: { cells: SavedCell[] },
): ListedChapter {
  const textOf = (cell?: SavedCell): string =>
    [cell?.source ?? ""].flat().join("");
  const text = textOf(cells[0]);
  const marks = marksOf(cells);
  const words = cells.filter(({ cell_type }) => cell_type === "markdown")
    .reduce((sum, cell) => sum + textOf(cell).split(/\s+/).length, 0);
  const demos =
    cells.filter(({ id, cell_type }) =>
      cell_type === "code" && id?.startsWith("demo-")
    ).length;
  return {
    path,
    title: text.match(/^# (.+)$/m)?.[1] ?? path,
    story: text.match(/^\*(.+)\*$/m)?.[1] ?? "",
    minutes: minutesFor({ words, demos, exercises: marks.exercises }),
    ...marks,
  };
}

async function showChapters(node: HTMLElement, app: App): Promise<void> {
  const chapters = await listChapters(app);
  const make = (tag: string, text: string, name = ""): HTMLElement => {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = name;
    return made;
  };
  const list = document.createElement("ol");
  for (const { path, title, story, minutes, solved, exercises } of chapters) {
    const row = document.createElement("button");
    const isDone = exercises > 0 && solved === exercises;
    row.append(
      make("span", title),
      make("span", `${minutes} min`, "wb-minutes"),
      make(
        "span",
        `${solved} of ${exercises}`,
        isDone ? "wb-marks wb-all" : "wb-marks",
      ),
      make("small", story),
    );
    row.setAttribute(
      "aria-label",
      `${title}: ${solved} of ${exercises} exercises solved`,
    );
    row.onclick = () => void app.commands.execute("docmanager:open", { path });
    const item = document.createElement("li");
    item.append(row);
    list.append(item);
  }
  const solved = chapters.reduce((sum, chapter) => sum + chapter.solved, 0);
  const all = chapters.reduce((sum, chapter) => sum + chapter.exercises, 0);
  node.replaceChildren(
    make("h1", "Kafka Workbook for Deno"),
    make("p", `${solved} of ${all} exercises solved.`),
    inspectorButton(app, make),
    list,
  );
}

/** The button that opens the inspector beside the chapters. */
function inspectorButton(
  app: App,
  make: (tag: string, text: string, name?: string) => HTMLElement,
): HTMLElement {
  const button = make("button", "Inspector", "jp-mod-styled jp-mod-minimal");
  button.title = "Topics, records and groups on the brokers, live";
  button.onclick = () => void app.commands.execute(OPEN_INSPECTOR);
  return button;
}
