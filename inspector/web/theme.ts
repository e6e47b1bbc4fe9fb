/// <reference lib="dom" />
/** What JupyterLab says to the page when it shows it in a panel. */

/** A message from JupyterLab. */
interface Said {
  /** JupyterLab's theme. */
  theme?: "light" | "dark";
  /** A place to open, from the # on. */
  open?: string;
}

/** Follows the theme of the JupyterLab that shows the page in a panel; alone, the page follows the system's. */
export function followTheme(): void {
  if (parent === self) return;
  addEventListener("message", ({ source, origin, data }) => {
    // JupyterLab runs on this machine, on another port.
    if (source !== parent || new URL(origin).hostname !== location.hostname) {
      return;
    }
    const { theme, open }: Said = data ?? {};
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    }
    if (typeof open === "string" && open.startsWith("#/")) location.hash = open;
  });
  parent.postMessage({ inspector: "ready" }, "*");
}

/**
 * Asks the JupyterLab around the page to open a notebook; alone, the page can't.
 *
 * @param chapter The name of the chapter, such as `02_keys`.
 */
export function openNotebook(chapter: string): void {
  parent.postMessage({ inspector: "notebook", chapter }, "*");
}

/** Whether JupyterLab shows the page in a panel. */
export const isInPanel: boolean = parent !== self;
