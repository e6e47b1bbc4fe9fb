/**
 * Merges a notebook for git, which calls it with the versions before, here and there, and the path: the chapter of the
 * course goes on, and what a reader has done in the other one is kept beside it. Two versions of the course, or of
 * readers, are merged line by line, as git merges any text.
 */
import { basename } from "node:path";
import { keepBeside, wasWorkedOn } from "course/readers_work.ts";
import { runProgram } from "./processes/program.ts";

await runProgram(async () => {
  const [before, here, there, path] = Deno.args as [
    string,
    string,
    string,
    string,
  ];
  const [mine, theirs] = [
    await Deno.readTextFile(here),
    await Deno.readTextFile(there),
  ];
  if (wasWorkedOn(mine) === wasWorkedOn(theirs)) {
    const { code } = await new Deno.Command("git", {
      args: ["merge-file", here, before, there],
    }).output();
    Deno.exitCode = code === 0 ? 0 : 1;
    return;
  }
  const [answered, course] = wasWorkedOn(mine)
    ? [mine, theirs]
    : [theirs, mine];
  const kept = keepBeside(basename(path, ".ipynb"), answered);
  await Deno.writeTextFile(here, course);
  console.error(
    `"${path}" is of the new version. What you had is in "notebooks/${kept}"`,
  );
});
