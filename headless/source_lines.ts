import { originalPosition, type TextPosition } from "./source_map.ts";
import { transpile, type Transpiled } from "./transpilation.ts";

/** A place in a cell's source. */
export interface CellPosition extends TextPosition {
  /** The name under which the cell was sent. */
  label: string;
  /** The cell's source. */
  source: string;
}

interface SentCell {
  label: string;
  source: string;
  code: string;
  /** The first line of its code that the kernel's traces can name. */
  firstLine: number;
  /** How many lines stand before the source. */
  prefixLines: number;
  transpiled?: Promise<Transpiled>;
}

/** Lines that the runner's own requests may use. */
const OWN_LINES = 100;
const IMPORT =
  /(?<=^[ \t]*|;[ \t]*)import\b(?!\s*[.(]|\s+type\b)[^"'`;]*((["'])[^"'\n]+\2)(?:\s+with\s*(\{[^}]*\}))?[ \t]*;?/gm;
const TRACED = /(anonymous(?:>|&gt;)):(\d+):(\d+)/g;

/**
 * Maps the lines in a kernel's stack traces to the lines of its cells.
 *
 * A trace names every cell `<anonymous>` and counts the lines of the code as the kernel re-printed
 * it: without types, without blank lines, each import on one line. So each cell's code is sent
 * after a comment that is long enough to give every cell line numbers of its own, and a trace's
 * line is mapped back through the same re-printing.
 */
export class SourceLines {
  #cells: SentCell[] = [];
  #nextLine = OWN_LINES;

  /**
   * Registers a cell that is about to run.
   *
   * @param label Name of the cell in stack traces.
   * @param source The cell's source.
   * @returns The code to send to the kernel instead.
   */
  send(label: string, source: string): string {
    // Before anything else, the kernel takes a lone `{ a: 1 }` for an object.
    const padded = !source.trimStart().startsWith("{");
    const firstLine = padded ? this.#nextLine : 1;
    const prefix = padded ? `/*${"\n".repeat(firstLine)}*/void 0;\n` : "";
    const code = prefix + source;
    this.#cells.push({
      label,
      source,
      code,
      firstLine,
      prefixLines: padded ? firstLine + 1 : 0,
    });
    if (padded) this.#nextLine += mostLines(source);
    return code;
  }

  /**
   * Finds the place in a cell that a stack trace names.
   *
   * @param traced Line and column in the kernel's stack trace.
   * @returns The place in the cell's source; `null` when it lies in no cell.
   */
  async find(traced: TextPosition): Promise<CellPosition | null> {
    const cell = this.#cellAt(traced.line);
    if (!cell) return null;
    cell.transpiled ??= transpile(cell.code.replace(IMPORT, asStatement));
    const { mappings } = await cell.transpiled;
    const position = mappings === null
      ? null
      : originalPosition(mappings, traced);
    const line = (position?.line ?? 0) - cell.prefixLines;
    if (!position || line < 1) return null;
    const { label, source } = cell;
    return { label, source, line, column: position.column };
  }

  /**
   * Makes the stack traces in an output look as they do in JupyterLab.
   *
   * @param text The text of an output.
   * @returns The text with line numbers that do not count the comment.
   */
  restore(text: string): string {
    return text.replace(TRACED, (trace, name, line, column) => {
      const cell = this.#cellAt(Number(line));
      return cell ? `${name}:${line - cell.prefixLines}:${column}` : trace;
    });
  }

  #cellAt(line: number): SentCell | undefined {
    return this.#cells.findLast(({ firstLine, source }) =>
      line >= firstLine && line < firstLine + mostLines(source)
    );
  }
}

/** Re-printing starts a new line at most at these characters; the rest is for the prefix. */
function mostLines(source: string): number {
  return source.split(/[\n{}[\]();:,]/).length + 10;
}

/** The kernel re-prints an import as one statement, and attributes on lines of their own; this does the same. */
function asStatement(
  statement: string,
  module: string,
  _quote: string,
  attributes?: string,
): string {
  const call = attributes
    ? `void import(${module}, { with: ${attributes.replaceAll("\n", " ")} })`
    : "void 0";
  const lines = statement.split("\n");
  const rest = lines.length > 1
    ? "\n".repeat(lines.length - 1) + " ".repeat(lines.at(-1)!.length)
    : " ".repeat(Math.max(0, statement.length - call.length - 1));
  return `${call};${rest}`;
}
