import { type Claim, readClaims } from "headless/claims.ts";
import type { Chapter, SourceCell } from "../chapters.ts";
import { readCounterExamples } from "./counter_examples.ts";

/** A guarantee that the course states, and where it is proved. */
export interface CourseClaim extends Claim {
  /** Name of the chapter, such as `01_logging`. */
  chapter: string;
  /** Path of the test file with its proof. */
  proof: string;
  /** Heading of the section whose run shows it. */
  heading: string;
}

/**
 * Collects the guarantees that the course states.
 *
 * @param chapters All chapters of the course.
 * @returns The claims in the order in which a reader meets them.
 * @throws {SyntaxError} If two chapters give the same id to a claim.
 *
 * @example How many there are
 * ```ts ignore
 * courseClaims(readChapters()).length;
 * ```
 */
export function courseClaims(chapters: Chapter[]): CourseClaim[] {
  const claims = chapters.flatMap(({ name, cells, learner }) =>
    readClaims(JSON.parse(learner)).map((claim) => ({
      ...claim,
      chapter: name,
      proof: `tests/notebooks/${name}_test.ts`,
      heading: headingAbove(claim.cell, cells),
    }))
  );
  for (const { id, chapter } of claims) {
    const twin = claims.find((other) =>
      other.id === id && other.chapter !== chapter
    );
    if (twin) {
      throw new SyntaxError(
        `Cannot use the claim "${id}" in ${twin.chapter}: expected a new id but found it in ${chapter}`,
      );
    }
  }
  return claims;
}

/** The last heading down to a cell; empty when there is none. */
function headingAbove(id: string, cells: SourceCell[]): string {
  const above = cells.slice(0, cells.findIndex((cell) => cell.id === id) + 1);
  return above.filter(({ kind }) => kind === "markdown")
    .flatMap(({ source }) => source.match(/^## .+$/gm) ?? [])
    .at(-1)?.slice("## ".length) ?? "";
}

/**
 * Writes the page that lists every guarantee of the course with its proof and its source.
 *
 * @param chapters All chapters of the course.
 * @returns The text of a Markdown file that stands beside the notebooks.
 *
 * @example Its first line
 * ```ts ignore
 * claimsPage(readChapters()).startsWith("# What Kafka guarantees");
 * ```
 */
export function claimsPage(chapters: Chapter[]): string {
  const claims = courseClaims(chapters);
  const counterExamples = readCounterExamples();
  const sections = chapters.flatMap(({ name, cells }) => {
    const own = claims.filter(({ chapter }) => chapter === name);
    if (own.length === 0) return [];
    const title = cells[0]!.source.split("\n")[0]!.replace(/^# /, "");
    const rows = own.map(({ id, sentence, source, url, heading }) => {
      const place = `${name}.ipynb#${heading.replaceAll(" ", "-")}`;
      return [
        sentence.replaceAll("|", "\\|"),
        `[${heading}](${place}), \`${id}\``,
        (counterExamples.get(id) ?? "").replaceAll("|", "\\|"),
        `[${source}](${url})`,
      ].join(" | ");
    }).map((row) => `| ${row} |`);
    return [
      `## [${title}](${name}.ipynb)`,
      "",
      `Proved in \`${own[0]!.proof}\`.`,
      "",
      "| claim | shown in, id | counter-example: where it is absent | source |",
      "| --- | --- | --- | --- |",
      ...rows,
      "",
    ];
  });
  return [
    "# What Kafka guarantees, and how we know",
    "",
    `The course makes ${claims.length} claims about Kafka. Each is proved by a test that runs the chapter on a real broker and asks it.`,
    "Each proof has a counter-example: the same experiment where the guarantee is absent. It runs as well, and the proof must then fail.",
    "",
    ...sections,
  ].join("\n");
}
