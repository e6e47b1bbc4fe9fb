import { CHECKOUT } from "headless/checkout.ts";

const FOLDER = `${CHECKOUT}/tests/notebooks`;

/** A proof, as the tests of chapters write it, down to the end of its counter-example. */
const PROOF =
  /"(?<id>[a-z0-9-]+)": \{\n\s+holds:(?:(?!\n\s+"[a-z0-9-]+": \{)[^])*?\n\s+counterExample:\s+`(?<cell>(?:[^`\\]|\\[^])*)`/g;

/**
 * Reads what the counter-examples of all proofs are: the first comment of each says so.
 *
 * @returns The words of the comment by id of the claim; a counter-example without a comment is missing.
 *
 * @example That of one claim
 * ```ts ignore
 * readCounterExamples().get("never-fewer"); // "More is granted."
 * ```
 */
export function readCounterExamples(): Map<string, string> {
  const text = [FOLDER, `${FOLDER}/proofs`].flatMap(testFiles).join("\n");
  return new Map(
    [...text.matchAll(PROOF)].flatMap(({ groups }) => {
      const { id, cell } = groups as { id: string; cell: string };
      const shared = cell.match(/^\$\{(\w+)\}/)?.[1];
      const comment = commentIn(cell) ??
        commentIn(text.split(`const ${shared} = \``)[1] ?? "");
      return comment ? [[id, wordsOf(comment)]] : [];
    }),
  );
}

function commentIn(code: string): string | undefined {
  return code.match(/(?:(?:^|\n)\s*\/\/ .*)+/)?.[0];
}

function wordsOf(comment: string): string {
  return comment.split("\n").map((line) => line.replace(/^\s*\/\/ ?/, ""))
    .join(" ").trim();
}

/** The texts of the tests in a folder; none where the course is without its tests. */
function testFiles(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)]
      .filter(({ name }) => name.endsWith(".ts"))
      .map(({ name }) => Deno.readTextFileSync(`${folder}/${name}`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
