import type { Changes } from "workbook/waiting.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * Reads the lines that a program prints, as they come; resolves when its output ends.
 *
 * @param stream The program's output, as bytes in UTF-8.
 * @param see A function to call with each whole line; text behind the last line break is not one.
 *
 * @example Two lines
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
 * @param complaint The program's standard error, which may hold logs and stack frames too.
 * @returns The last line that names an error, else the last of all; empty when there is none.
 *
 * @example An error, and its stack frame
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

/** The words of the error for a line that is not valid JSON. */
export interface LineTrouble {
  /** What the lines are, as it stands after "Cannot read". */
  what: string;
  /** The next step: how to print something that is no such line. */
  next: string;
}

/**
 * Collects the values that a program prints as lines of JSON; resolves when its output ends.
 *
 * @param stream The program's output, as bytes in UTF-8.
 * @param values The list that gets each line's value.
 * @param changes The waits on that list; notified after each line, and failed at the first that is
 * not valid JSON.
 * @param trouble The words of the error for such a line.
 *
 * @example One value
 * ```ts
 * import { Changes } from "workbook/waiting.ts";
 * import { readJsonLines } from "lab/processes/lines.ts";
 *
 * const values: unknown[] = [];
 * const output = new Response('{"offset":7}\n').body!;
 * await readJsonLines(output, values, new Changes(), { what: "it", next: "Print nothing" });
 * console.assert(values.length === 1);
 * ```
 */
export async function readJsonLines<Value>(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  values: Value[],
  changes: Changes,
  { what, next }: LineTrouble,
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
