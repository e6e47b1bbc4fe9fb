/**
 * Gives a reader a chapter as it was: `deno task reset 03`. What the reader has changed is kept
 * beside it, under another name.
 */
import { readChapters } from "course/chapters.ts";
import { writeAnew } from "course/readers_work.ts";
import { runProgram } from "./processes/program.ts";

const wanted = Deno.args.map((given) => given.padStart(2, "0"));
const chapters = readChapters();
const unknown = wanted.filter((number) =>
  !chapters.some(({ name }) => name.startsWith(`${number}_`))
);
if (wanted.length === 0 || unknown.length > 0) {
  console.error(
    `Cannot reset chapter "${unknown.join(" ")}": expected one of ${
      chapters.map(({ name }) => name.slice(0, 2)).join(", ")
    } but found ${
      unknown.join(", ") || "nothing"
    }. For instance: deno task reset ${chapters[0]?.name.slice(0, 2)}`,
  );
  Deno.exit(1);
}
await runProgram(() => {
  for (const { name, learner } of chapters) {
    if (!wanted.includes(name.slice(0, 2))) continue;
    const kept = writeAnew(name, learner);
    console.log(
      `notebooks/${name}.ipynb is as new.${
        kept === null ? "" : ` What you had is in "notebooks/${kept}"`
      }`,
    );
  }
  console.log(
    "Is it open in the browser? Choose File > Reload Notebook from Disk there; Overwrite would undo this",
  );
});
