/** Completion in the cells of a notebook, from the language server. */
import type { NotebookPanel } from "./jupyterlab.ts";
import type { Ask, LanguageServer } from "./language_server.ts";

/** JupyterLab's words for the kinds of the language server protocol, by number. */
const KINDS = [
  "",
  "text",
  "method",
  "function",
  "constructor",
  "field",
  "variable",
  "class",
  "interface",
  "module",
  "property",
  "unit",
  "value",
  "enum",
  "keyword",
  "snippet",
];
/** The menu of JupyterLab is slow with more. */
const MOST = 100;

/** An offer of the language server. */
interface Item {
  label: string;
  kind: number;
  sortText?: string;
  insertText?: string;
  detail?: string;
  documentation?: string | { value: string };
}

/**
 * Makes what JupyterLab asks for completions.
 *
 * @param server The language server.
 * @param about Asks the server about a place in a cell.
 * @param isKnown Whether the server knows a notebook.
 * @returns A completion provider of JupyterLab's.
 */
export function completionProvider(
  server: LanguageServer,
  about: Ask,
  isKnown: (panel: NotebookPanel) => boolean,
): unknown {
  return {
    identifier: "kafka-workbook:deno",
    rank: 1_000,
    renderer: null,
    isApplicable: ({ widget }: { widget: NotebookPanel }) =>
      Promise.resolve(isKnown(widget)),
    async fetch(
      { text, offset }: { text: string; offset: number },
      { widget }: { widget: NotebookPanel },
    ): Promise<{ start: number; end: number; items: unknown[] }> {
      const cell = widget.content.activeCell!.model;
      const found = await about("completion", cell, offset) as
        | { items?: Item[] }
        | null;
      const word = text.slice(0, offset).match(/[\w$]*$/)![0];
      const items = (found?.items ?? [])
        .filter(({ label }) =>
          label.toLowerCase().startsWith(word.toLowerCase())
        )
        .sort((a, b) => (a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1)
        .slice(0, MOST)
        .map((item) => ({
          label: item.label,
          insertText: item.insertText ?? item.label,
          type: KINDS[item.kind] ?? "",
          item,
        }));
      return { start: offset - word.length, end: offset, items };
    },
    // JupyterLab's own rule opens no menu after a dot.
    shouldShowContinuousHint(
      isOpen: boolean,
      { sourceChange }: { sourceChange?: { insert?: string }[] },
    ): boolean {
      const typed = sourceChange?.map(({ insert }) => insert ?? "").join("") ??
        "";
      return typed.endsWith(".") || (!isOpen && /[\w$]$/.test(typed));
    },
    async resolve(shown: { item: Item }): Promise<unknown> {
      const { detail, documentation } = await server.request(
        "completionItem/resolve",
        shown.item,
      ) as Item;
      const text = typeof documentation === "string"
        ? documentation
        : documentation?.value;
      return {
        ...shown,
        documentation: [detail, text].filter(Boolean).join("\n\n"),
      };
    },
  };
}
