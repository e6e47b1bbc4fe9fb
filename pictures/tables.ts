import { type Displayable, displayable } from "./display.ts";
import { escape, printable } from "./escape.ts";

/** Most rows shown; of more, the first and the last half. */
const MOST_ROWS = 60;
/** Longest text in a column of the text equivalent, in characters. */
const WIDEST_COLUMN = 60;

/**
 * Makes a table: one line a row, one column for each name that any row has.
 *
 * `null` is shown as `–`, an empty text as `""`, a date in UTC, and more than 60 rows with the
 * middle left out. A name that a row lacks stays blank.
 *
 * @param rows The objects to show, of any shape: records, counts, settings.
 * @param options `title`: a line above the table.
 * @returns `text/html`, and the same in aligned columns as text. No rows: a line that says so.
 *
 * @example Lag by partition
 * ```ts
 * import { table } from "pictures/tables.ts";
 *
 * table([
 *   { partition: 0, committed: 12n, end: 15n },
 *   { partition: 1, committed: null, end: 4n },
 * ], { title: "Group mailer" });
 * ```
 */
export function table(
  rows: readonly object[],
  options: { title?: string } = {},
): Displayable {
  const title = options.title ?? "";
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) {
    const nothing = `${title && `${title}: `}no rows`;
    return displayable(
      { "text/html": `<p>${escape(nothing)}</p>` },
      printable(nothing),
    );
  }
  const shown = excerpt(rows);
  const grid: Grid = {
    title,
    columns: names.map((name) => column(name, shown)),
    hidden: rows.length - shown.length,
  };
  return displayable({ "text/html": html(grid) }, plain(grid));
}

interface Grid {
  title: string;
  columns: Column[];
  /** Rows left out in the middle. */
  hidden: number;
}

interface Column {
  name: string;
  cells: string[];
  /** Whether it holds numbers, and perhaps blanks, so that digits line up on the right. */
  isNumeric: boolean;
}

function excerpt(rows: readonly object[]): readonly object[] {
  const half = MOST_ROWS / 2;
  return rows.length <= MOST_ROWS
    ? rows
    : [...rows.slice(0, half), ...rows.slice(-half)];
}

function column(name: string, rows: readonly object[]): Column {
  const values = rows.map((row) => new Map(Object.entries(row)).get(name));
  return {
    name,
    cells: values.map(cell),
    isNumeric: values.every((value) =>
      ["number", "bigint", "undefined"].includes(typeof value) || value === null
    ),
  };
}

function cell(value: unknown): string {
  if (value === undefined) return "";
  if (value === null) return "–";
  if (value === "") return '""';
  if (typeof value === "string") return value;
  if (typeof value === "bigint" || Number.isInteger(value)) return `${value}`;
  // Binary fractions such as 0.30000000000000004 say nothing to a reader.
  if (typeof value === "number") return `${Number(value.toPrecision(6))}`;
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return value.toISOString();
  }
  return Deno.inspect(value, { colors: false, breakLength: Infinity });
}

// Prices in `$` would be set as formulas without these classes: the first for exports by nbconvert,
// the second for JupyterLab and Sphinx.
function html({ title, columns, hidden }: Grid): string {
  const heads = columns.map((column) =>
    `<th scope="col" ${side(column)}>${escape(column.name)}</th>`
  );
  const cells = columns.map((column) =>
    column.cells.map((text) => `<td ${side(column)}>${escape(text)}</td>`)
  );
  const more = `<td colspan="${columns.length}">${skipped(hidden)}</td>`;
  const rows = withGap(joined(cells, ""), hidden, more)
    .map((row) => `<tr>${row}</tr>`);
  return `<table class="tex2jax_ignore mathjax_ignore">` +
    (title && `<caption>${escape(title)}</caption>`) +
    `<thead><tr>${heads.join("")}</tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table>`;
}

function side({ isNumeric }: Column): string {
  return `style="text-align:${isNumeric ? "right" : "left"}"`;
}

function plain({ title, columns, hidden }: Grid): string {
  const aligned = columns.map(({ name, cells, isNumeric }) => {
    const texts = [name, ...cells].map(shortened);
    const width = Math.max(...texts.map((text) => text.length));
    return texts.map((text) =>
      isNumeric ? text.padStart(width) : text.padEnd(width)
    );
  });
  const [head = "", ...rows] = joined(aligned, "  ");
  const lines = [head, ...withGap(rows, hidden, skipped(hidden))];
  return [...(title ? [printable(title)] : []), ...lines]
    .map((line) => line.trimEnd()).join("\n");
}

function shortened(text: string): string {
  const line = printable(text);
  if (line.length <= WIDEST_COLUMN) return line;
  return `${line.slice(0, WIDEST_COLUMN - 1)}…`;
}

/** Turns columns of texts into rows. */
function joined(columns: string[][], between: string): string[] {
  return (columns[0] ?? []).map((_, row) =>
    columns.map((texts) => texts[row]).join(between)
  );
}

function skipped(hidden: number): string {
  return `… ${hidden} more …`;
}

function withGap(rows: string[], hidden: number, gap: string): string[] {
  return hidden === 0 ? rows : rows.toSpliced(MOST_ROWS / 2, 0, gap);
}
