import { inNotebook } from "workbook/kernel.ts";

/** The method by which the kernel asks an object how it wants to be shown. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");
/** The method by which Deno asks an object for its text. */
export const INSPECT: unique symbol = Symbol.for("Deno.customInspect");

/** Something that a cell shows as its last expression, or earlier by {@linkcode show}. */
export interface Displayable {
  /** The same content by media type, for the notebook to pick from. */
  [DISPLAY](): Record<string, string>;
  /** The text equivalent, for a terminal. */
  [INSPECT](): string;
}

/** A place in a cell's output whose content can be replaced. */
export interface LiveDisplay {
  /** Replaces what the place shows; the last content stays, and is saved with the notebook. */
  show(displayable: Displayable): Promise<void>;
}

/**
 * Makes something a cell can show.
 *
 * @param media The content by media type, such as `text/html`. Text from records must have been
 * through `escape()`.
 * @param text The text equivalent: for a terminal, for a notebook that is not trusted, for a
 * reader who can't see the rest.
 * @returns A value to pass to {@linkcode show}, or to put on a cell's last line.
 *
 * @example A line of HTML
 * ```ts
 * import { displayable } from "pictures/display.ts";
 * import { escape } from "pictures/escape.ts";
 *
 * const key = "ada";
 * displayable({ "text/html": `<b>${escape(key)}</b>` }, key);
 * ```
 */
export function displayable(
  media: Record<string, string>,
  text: string,
): Displayable {
  return {
    [DISPLAY]: () => ({ ...media, "text/plain": text }),
    [INSPECT]: () => text,
  };
}

/**
 * Shows something in the middle of a cell.
 *
 * Outside a notebook it prints the text equivalent.
 *
 * @param displayable The table, lanes or chart to show.
 *
 * @example Two tables from one cell
 * ```ts
 * import { show } from "pictures/display.ts";
 * import { table } from "pictures/tables.ts";
 *
 * await show(table([{ partition: 0, records: 12 }]));
 * await show(table([{ partition: 1, records: 0 }]));
 * ```
 */
export async function show(displayable: Displayable): Promise<void> {
  await send(displayable, {});
}

/**
 * Opens a place in the cell's output whose content is replaced while something goes on.
 *
 * The place stays in its cell even if another cell runs when it is updated, unlike printed text.
 *
 * @returns The place, empty until its first `show`.
 *
 * @example A count that rises in place
 * ```ts
 * import { live } from "pictures/display.ts";
 * import { table } from "pictures/tables.ts";
 *
 * const progress = live();
 * for (const records of [10, 20, 30]) {
 *   await progress.show(table([{ partition: 0, records }]));
 * }
 * ```
 */
export function live(): LiveDisplay {
  const display_id = crypto.randomUUID();
  let update = false;
  return {
    async show(displayable: Displayable): Promise<void> {
      const options = { display_id, update };
      update = true;
      await send(displayable, options);
    },
  };
}

async function send(
  displayable: Displayable,
  options: { display_id?: string; update?: boolean },
): Promise<void> {
  if (inNotebook()) await Deno.jupyter.display(displayable, options);
  else console.log(displayable[INSPECT]());
}
