/** Says how far the reader is: `deno task progress`, or `deno task progress --json` for programs. */
import { type ChapterProgress, readProgress } from "course/progress.ts";
import { runProgram } from "./processes/program.ts";

const MARKS: Record<string, string> = {
  passed: "✓",
  refused: "✗",
  unsolved: "○",
};

const [option, ...others] = Deno.args;
if ((option !== undefined && option !== "--json") || others.length > 0) {
  console.error(
    `Cannot understand "${
      Deno.args.join(" ")
    }": expected nothing or --json. For instance: deno task progress --json`,
  );
  Deno.exit(1);
}
await runProgram(() => {
  const chapters = readProgress();
  if (option === "--json") {
    return console.log(JSON.stringify(chapters, null, 2));
  }
  for (const chapter of chapters) console.log(lineFor(chapter));
  const solved = chapters.reduce((sum, chapter) => sum + chapter.solved, 0);
  const all = chapters.reduce(
    (sum, { exercises }) => sum + exercises.length,
    0,
  );
  console.log(`\n${solved} of ${all} exercises solved`);
});

function lineFor({ title, exercises, problem }: ChapterProgress): string {
  const said = problem === null
    ? exercises.map(({ exercise, verdict }) =>
      `${MARKS[verdict ?? ""] ?? "·"} ${exercise}`
    ).join("   ")
    : `the notebook ${problem}; "deno task reset ${
      title.match(/^\d+/)?.[0] ?? ""
    }" makes it anew`;
  return `${title.padEnd(28)}  ${said}`;
}
