/**
 * Reads the lines that a program prints, as they come.
 *
 * @param stream Its output, as bytes in UTF-8.
 * @param see Called with each whole line; what follows the last line break is not one.
 * @returns When the output ends.
 *
 * @example What a program says
 * ```ts
 * import { readLines } from "workbook/text_lines.ts";
 *
 * const lines: string[] = [];
 * await readLines(new Response("one\ntwo\n").body!, (line) => lines.push(line));
 * console.assert(lines.join() === "one,two");
 * ```
 */
export async function readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  see: (line: string) => void,
): Promise<void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    lines.forEach(see);
  }
}

/**
 * Picks the line that says why a program has failed.
 *
 * @param complaint What it wrote to standard error; logs and stack frames may stand there too.
 * @returns The last line that names an error, else the last of all; empty when there is none.
 *
 * @example Behind it, a stack frame
 * ```ts
 * import { lastWords } from "workbook/text_lines.ts";
 *
 * console.assert(lastWords("KeyError: 7\n    at lamp.ts:3\n") === "KeyError: 7");
 * ```
 */
export function lastWords(complaint: string): string {
  const lines = complaint.trim().split("\n");
  const naming = lines.findLast((line) => /^[\w.]+: /.test(line));
  return naming ?? lines.at(-1)!;
}
