import { fitMono } from "./mono_fit.ts";
import { SCREEN } from "./slide.ts";
import { escapeHtml } from "./words.ts";

/** Longest line of a comment, in characters; longer ones would make all of the code small. */
const MOST_LETTERS = 72;
const SMALLEST = 14;

/**
 * Renders code in the largest font in which it fits.
 *
 * @param source The TypeScript of a cell.
 * @param room Height in px that the code may take; by default the body of a slide.
 * @returns HTML.
 */
export function codeHtml(
  source: string,
  room: number = SCREEN.body.height,
): string {
  const code = wrapComments(source);
  const { size } = fitMono(code, room, SMALLEST);
  return `<pre class="source" style="font-size:${size}px"><code class="language-typescript" data-trim data-noescape>${
    escapeHtml(code)
  }</code></pre>`;
}

/**
 * Breaks comments that are longer than most code.
 *
 * @param source The TypeScript of a cell.
 * @returns The same code with long comments on several lines.
 */
export function wrapComments(source: string): string {
  return source.split("\n").flatMap((line) => {
    const [, indent, mark, words] =
      line.match(/^(\s*)(\/\/|\/\*\*|\*) (.*)$/) ?? [];
    if (line.length <= MOST_LETTERS || words === undefined) return [line];
    const next = mark === "//" ? "//" : mark === "*" ? "*" : " *";
    return fill(words, MOST_LETTERS - indent!.length - 4)
      .map((part, index) => `${indent}${index === 0 ? mark : next} ${part}`);
  }).join("\n");
}

function fill(words: string, most: number): string[] {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > most) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
