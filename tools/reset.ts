/**
 * Gives a reader a chapter as it was: `deno task reset 03`. The notebook with the reader's answers is
 * kept beside it, under another name.
 */
import { FOLDERS, readChapters } from "./notebooks/chapters.ts";
import { setAside } from "./notebooks/readers_work.ts";

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
for (
  const { name, learner } of chapters.filter(({ name }) =>
    wanted.includes(name.slice(0, 2))
  )
) {
  const file = new URL(`${name}.ipynb`, FOLDERS.notebooks);
  const kept = setAside(name);
  await Deno.writeTextFile(file, learner);
  console.log(
    `notebooks/${name}.ipynb is as new.${
      kept === null ? "" : ` What you had is in "notebooks/${kept}"`
    }`,
  );
}
