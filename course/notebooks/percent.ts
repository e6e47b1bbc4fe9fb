/** A cell of a chapter's source. */
export interface SourceCell {
  /** Its id, `<role>-<slug>` or a role alone; unique in its chapter. */
  id: string;
  /** Its purpose; also its tag in the notebook. */
  role: CellRole;
  /** The part of the id that an exercise's cells share; empty for a cell that is named by its role alone. */
  slug: string;
  /** Whether it is code or text. */
  kind: "code" | "markdown";
  /** Tags that Jupyter's own tools know, such as `raises-exception`. */
  tags: string[];
  /** Its text without the heading; for a text cell, without comment marks. */
  source: string;
  /** Line of the heading in the file, from 1. */
  line: number;
}

/** Every role that a cell can have. */
export const ROLES = [
  "title",
  "setup",
  "text",
  "predict",
  "demo",
  "exercise",
  "hint",
  "check",
  "answer",
  "teardown",
  "summary",
] as const;

/** The purpose of a cell. */
export type CellRole = typeof ROLES[number];

const HEADING =
  /^\/\/ %% (?<id>\S+)(?<markdown> \[markdown\])?(?: tags=(?<tags>\[.*\]))?$/;
const ID = new RegExp(`^(?<role>${ROLES.join("|")})(?:-(?<slug>[a-z0-9-]+))?$`);

/**
 * Reads a chapter's source, in which each cell opens with `// %% <role>-<slug>` (`[markdown]` for text).
 *
 * @param text The text of the source file.
 * @param file Name of the file, for messages.
 * @returns The cells in order; text before the first heading belongs to none.
 * @throws {SyntaxError} If a heading or an id has another form, or an id occurs twice.
 *
 * @example A text cell
 * ```ts
 * import { parsePercent } from "course/notebooks/percent.ts";
 *
 * const [cell] = parsePercent("// %% text-keys [markdown]\n// A **key** decides.\n", "02_keys.ts");
 * console.assert(cell?.source === "A **key** decides.");
 * ```
 */
export function parsePercent(text: string, file: string): SourceCell[] {
  const cells: SourceCell[] = [];
  let body: string[] = [];
  text.split("\n").forEach((lineText, index) => {
    if (!lineText.startsWith("// %%")) {
      body.push(lineText);
      return;
    }
    finish(cells.at(-1), body);
    body = [];
    cells.push(openCell(lineText, `${file}:${index + 1}`, index + 1, cells));
  });
  finish(cells.at(-1), body);
  return cells;
}

function openCell(
  heading: string,
  place: string,
  line: number,
  before: SourceCell[],
): SourceCell {
  const found = heading.match(HEADING)?.groups;
  if (!found) {
    throw new SyntaxError(
      `Cannot read the cell heading "${heading}" (${place}): expected "// %% <role>-<slug>", then " [markdown]" for a text cell`,
    );
  }
  const id = found.id!;
  const parts = id.match(ID)?.groups;
  if (!parts || id.length > 64) {
    throw new SyntaxError(
      `Cannot read the cell id "${id}" (${place}): expected a role (${
        ROLES.join(", ")
      }), then small letters, digits and dashes, at most 64`,
    );
  }
  if (before.some((cell) => cell.id === id)) {
    throw new SyntaxError(
      `Cannot use the cell id "${id}" (${place}): expected a new id but found it above already`,
    );
  }
  return {
    id,
    role: parts.role as CellRole,
    slug: parts.slug ?? "",
    kind: found.markdown ? "markdown" : "code",
    tags: found.tags ? JSON.parse(found.tags) : [],
    source: "",
    line,
  };
}

function finish(cell: SourceCell | undefined, body: string[]): void {
  if (!cell) return;
  const lines = cell.kind === "markdown"
    ? body.map((line) => line.replace(/^\/\/ ?/, ""))
    : body;
  cell.source = lines.join("\n").trim();
}
