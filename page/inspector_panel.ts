/// <reference lib="dom" />
/** The inspector in a panel beside the notebook. */
import type { App, Load, Plugin, Widget } from "./jupyterlab.ts";
import { addStyle } from "./style.ts";

/** The command that opens the panel; its argument `open` is a place in the inspector, such as `#/topics/orders`. */
const COMMAND = "kafka-workbook:inspector";

const STYLE = `
.wb-inspector { display: flex; background: var(--jp-layout-color1); color: var(--jp-content-font-color1); }
.wb-inspector iframe { flex: 1; border: 0; }
.wb-inspector p { padding: 16px 24px; }`;

/** A link to the inspector, as `inspect` of a cell makes it. */
const LINK = /^http:\/\/127\.0\.0\.1:\d+\/(#\/(?:topics|groups)\b.*)$/;
const ID = "kafka-workbook-inspector";

/**
 * Makes the part that shows the inspector beside the notebook: by a command, and where a cell links to it.
 *
 * @param load Loads one of JupyterLab's packages.
 * @returns The plugin.
 */
export async function inspectorPanel(load: Load): Promise<Plugin> {
  const { Widget } = await load<{ Widget: new () => Widget }>(
    "@lumino/widgets",
  );
  return {
    id: "kafka-workbook:inspector-panel",
    autoStart: true,
    requires: [],
    activate: (app: App) => {
      addStyle(STYLE);
      let panel: Panel | null = null;
      const open = async (place = ""): Promise<void> => {
        if (panel === null || panel.widget.isDisposed) {
          const widget = new Widget();
          widget.id = ID;
          widget.title.label = "Inspector";
          widget.title.closable = true;
          widget.addClass("wb-inspector");
          app.shell.add(widget, "main", { mode: "split-right" });
          panel = new Panel(widget, app);
        }
        app.shell.activateById(ID);
        await panel.show(place);
      };
      app.commands.addCommand(COMMAND, {
        label: "Kafka Workbook: inspector",
        execute: (args) => open(String(args?.open ?? "")),
      });
      addEventListener("message", (event) => panel?.answer(event));
      document.addEventListener("click", (event) => {
        const link = (event.target as Element).closest?.("a");
        const [, place] = link?.href.match(LINK) ?? [];
        if (!place || !link!.closest(".jp-OutputArea")) return;
        event.preventDefault();
        event.stopPropagation();
        void open(place);
      }, true);
    },
  };
}

/** The panel, with the inspector's page in a frame. */
class Panel {
  readonly widget: Widget;
  readonly #app: App;
  #frame: HTMLIFrameElement | null = null;

  /**
   * Fills an empty widget.
   *
   * @param widget The widget.
   * @param app JupyterLab.
   */
  constructor(widget: Widget, app: App) {
    this.widget = widget;
    this.#app = app;
    const follow = (): void => this.#say({ theme: theme() });
    new MutationObserver(follow).observe(document.body, {
      attributeFilter: ["data-jp-theme-light"],
    });
  }

  /** Opens a place of the inspector, and starts that first where it does not run. */
  async show(place: string): Promise<void> {
    if (this.#frame) return this.#say({ open: place });
    const words = document.createElement("p");
    words.textContent = "The inspector is being started…";
    this.widget.node.replaceChildren(words);
    try {
      const url = new URL(await addressFrom(this.#app));
      // The cookie belongs to the name of this machine that the reader's browser uses.
      url.hostname = location.hostname;
      const frame = document.createElement("iframe");
      frame.title = "Inspector";
      frame.src = `${url.href}${place}`;
      frame.allow = "clipboard-write";
      this.widget.node.replaceChildren(frame);
      this.#frame = frame;
    } catch (error) {
      words.textContent = `The inspector did not start: ${
        (error as Error).message
      }. "deno task inspect" in a terminal starts it, too.`;
    }
  }

  /** Answers the page in the frame: it asks for the theme when it is there, and for notebooks. */
  answer({ source, data }: MessageEvent): void {
    if (!this.#frame || source !== this.#frame.contentWindow) return;
    if (data?.inspector === "ready") this.#say({ theme: theme() });
    if (
      data?.inspector === "notebook" && /^\d\d_\w+$/.test(data.chapter)
    ) {
      void this.#app.commands.execute("docmanager:open", {
        path: `notebooks/${data.chapter}.ipynb`,
      });
    }
  }

  #say(message: { theme?: string; open?: string }): void {
    if (!this.#frame) return;
    this.#frame.contentWindow?.postMessage(
      message,
      new URL(this.#frame.src).origin,
    );
  }
}

function theme(): "light" | "dark" {
  return document.body.dataset.jpThemeLight === "false" ? "dark" : "light";
}

async function addressFrom(app: App): Promise<string> {
  const { baseUrl, token } = app.serviceManager.serverSettings;
  const answer = await fetch(`${baseUrl}workbook/inspector`, {
    method: "POST",
    headers: { authorization: `token ${token}` },
  });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).url;
}
