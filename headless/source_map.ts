const BASE64 =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A place in a text. */
export interface TextPosition {
  /** Line, from 1. */
  line: number;
  /** Column, from 1. */
  column: number;
}

/**
 * Finds the place in the source that a place in generated code comes from.
 *
 * @param mappings The `mappings` of a source map with one source.
 * @param generated The place in the generated code.
 * @returns The place for the nearest mapping at or before it on its line; `null` when the line has no mapping.
 *
 * Source: ECMA-426, Source map format.
 */
export function originalPosition(
  mappings: string,
  generated: TextPosition,
): TextPosition | null {
  const rows = mappings.split(";").slice(0, generated.line);
  let line = 0;
  let column = 0;
  let found: TextPosition | null = null;
  rows.forEach((row, index) => {
    let generatedColumn = 0;
    for (const segment of row.split(",").filter(Boolean)) {
      const [columns = 0, , lines = 0, sourceColumns = 0] = decode(segment);
      generatedColumn += columns;
      line += lines;
      column += sourceColumns;
      const reached = generatedColumn < generated.column || !found;
      if (index === generated.line - 1 && reached) {
        found = { line: line + 1, column: column + 1 };
      }
    }
  });
  return found;
}

/** Base 64 VLQ: five bits a digit, the least first; the lowest bit of a number is its sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = BASE64.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
