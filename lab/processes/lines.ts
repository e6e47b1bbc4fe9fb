import type { Changes } from "workbook/waiting.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * Reads the lines that a program prints, as they come.
 *
 * @param stream Its output, as bytes in UTF-8.
 * @param see Called with each whole line; what follows the last line break is not one.
 * @returns When the output ends.
 *
 * @example What a program says
 * ```ts
 * import { readLines } from "lab/processes/lines.ts";
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
 * import { lastWords } from "lab/processes/lines.ts";
 *
 * console.assert(lastWords("KeyError: 7\n    at lamp.ts:3\n") === "KeyError: 7");
 * ```
 */
export function lastWords(complaint: string): string {
  const lines = complaint.trim().split("\n");
  const naming = lines.findLast((line) => /^[\w.]+: /.test(line));
  return naming ?? lines.at(-1)!;
}

/** What a reader is told of a line that is no JSON. */
export interface Telling {
  /** What the lines are, as it stands after "Cannot read". */
  what: string;
  /** How to print something else without being in the way. */
  next: string;
}

/**
 * Collects what a program tells by lines of JSON, and tells those who wait after each of them.
 *
 * @param stream The program's output, as bytes in UTF-8.
 * @param values Gets each line's value.
 * @param changes Told of each line; fails at the first that is no JSON.
 * @param telling The sentence for such a line.
 * @returns When the output ends.
 *
 * @example What a program says
 * ```ts
 * import { Changes } from "workbook/waiting.ts";
 * import { readJsonLines } from "lab/processes/lines.ts";
 *
 * const told: unknown[] = [];
 * const output = new Response('{"offset":7}\n').body!;
 * await readJsonLines(output, told, new Changes(), { what: "it", next: "Print nothing" });
 * console.assert(told.length === 1);
 * ```
 */
export async function readJsonLines<Value>(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  values: Value[],
  changes: Changes,
  { what, next }: Telling,
): Promise<void> {
  await readLines(stream, (line) => {
    try {
      values.push(JSON.parse(line));
    } catch (cause) {
      changes.fail(
        new Trouble(
          `Cannot read ${what}: expected a line of JSON but found "${line}". ${next}`,
          { cause },
        ),
      );
    }
    changes.tell();
  });
}
