import type { Mutant } from "./mutants.ts";
import { percentOf, type Score } from "./results.ts";

const HEAD = [
  "subject",
  "mutants",
  "refused",
  "timed out",
  "survived",
  "listed",
  "%",
];

/**
 * Writes what needs attention in a chapter or judge.
 *
 * @param result Its figures.
 * @returns Each survivor with its lines before and after, then the other problems; empty when there is nothing.
 */
export function attentionText(
  { subject, survivors, problems }: Score,
): string {
  return [
    ...survivors.map((mutant) =>
      `${subject} accepts ${mutant.name}\n${diffOf(mutant)}\n`
    ),
    ...problems,
  ].join("\n");
}

/** The lines that are there only before, and only after; all of them when they have but changed places. */
function diffOf({ before, after }: Mutant): string {
  const [gone, come] = [without(before, after), without(after, before)];
  const isMoved = gone.length + come.length === 0;
  return [
    ...(isMoved ? before : gone).map((line) => `  - ${line.trim()}`),
    ...(isMoved ? after : come).map((line) => `  + ${line.trim()}`),
  ].join("\n");
}

function without(lines: string[], others: string[]): string[] {
  const left = others.map((line) => line.trim());
  return lines.filter((line) => {
    const at = left.indexOf(line.trim());
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/**
 * Writes the figures of chapters and judges as a table.
 *
 * @param results The figures of each.
 * @returns A line for each, and with several of them their sum.
 */
export function tableText(results: Score[]): string {
  const rows = results.map(rowOf);
  if (results.length > 1) rows.push(rowOf(sumOf(results)));
  const widths = HEAD.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]!.length))
  );
  return [HEAD, ...rows].map((row) =>
    row.map((text, at) =>
      at === 0 ? text.padEnd(widths[at]!) : text.padStart(widths[at]!)
    ).join("  ")
  ).join("\n");
}

function rowOf(result: Score): string[] {
  const { subject, mutants, refused, timedOut, survivors } = result;
  return [
    subject,
    ...[
      mutants,
      refused,
      timedOut,
      survivors.length,
      result.listed,
    ].map(String),
    percentOf(result).toFixed(1),
  ];
}

function sumOf(results: Score[]): Score {
  const sum = (value: (result: Score) => number): number =>
    results.reduce((all, result) => all + value(result), 0);
  return {
    subject: "all",
    mutants: sum(({ mutants }) => mutants),
    refused: sum(({ refused }) => refused),
    timedOut: sum(({ timedOut }) => timedOut),
    listed: sum(({ listed }) => listed),
    survivors: results.flatMap(({ survivors }) => survivors),
    problems: [],
  };
}
