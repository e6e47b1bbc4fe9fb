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
 * await readLines(new Response("one\\ntwo\\n").body!, (line) => lines.push(line));
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
