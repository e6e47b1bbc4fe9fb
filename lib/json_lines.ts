import type { Changes } from "workbook/changes.ts";
import { readLines } from "workbook/text_lines.ts";
import { Trouble } from "workbook/trouble.ts";

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
 * import { Changes } from "workbook/changes.ts";
 * import { readJsonLines } from "workbook/json_lines.ts";
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
