import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { scratchFolder } from "./checkout.ts";
import type { TextPosition } from "./source_map.ts";

/** Why a text is not TypeScript. */
export interface SyntaxProblem extends TextPosition {
  /** The compiler's message, such as `SyntaxError: Expression expected`. */
  message: string;
}

/** The outcome of re-printing a text as JavaScript: the mappings of its source map, or a syntax problem. */
export type Transpiled =
  | { mappings: string; problem: null }
  | { mappings: null; problem: SyntaxProblem };

/**
 * Re-prints TypeScript as JavaScript, as the kernel does before it runs a cell.
 *
 * @param source The TypeScript of a cell.
 * @returns The mappings of the source map, or the syntax problem in the text.
 */
export async function transpile(source: string): Promise<Transpiled> {
  await using folder = await scratchFolder();
  const path = join(folder.path, "cell.ts");
  const output = join(folder.path, "cell.js");
  await Deno.writeTextFile(path, source);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "transpile",
      "--no-config",
      "--source-map",
      "separate",
      "--output",
      output,
      path,
    ],
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    const text = new TextDecoder().decode(stderr);
    return { mappings: null, problem: problemIn(text, path) };
  }
  const map = JSON.parse(await Deno.readTextFile(`${output}.map`));
  return { mappings: map.mappings, problem: null };
}

function problemIn(stderr: string, path: string): SyntaxProblem {
  const message = stderr.match(/^error: (.*)$/m)?.[1] ?? stderr.trim();
  const place = stderr.split(`${pathToFileURL(path)}:`)[1]?.match(
    /^(\d+):(\d+)/,
  );
  return {
    message,
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
  };
}
