import { readChapters } from "course/notebooks/chapters.ts";
import type { Places } from "../setup/parts.ts";
import type { Part } from "./part.ts";

/** What the learner opens. */
export function courseParts(places: Places): Part[] {
  return [{
    name: "Notebooks",
    look: async () => {
      const chapters = readChapters();
      const texts = await Promise.all(
        chapters.map(({ name }) =>
          Deno.readTextFile(`${places.root}/notebooks/${name}.ipynb`)
            .catch(() => null)
        ),
      );
      const missing = chapters.filter((_, index) => texts[index] === null)
        .map(({ name }) => name.slice(0, 2));
      if (missing.length > 0) {
        return {
          state: `${missing.length} of ${chapters.length} missing`,
          cure: `run "deno task reset ${missing.join(" ")}"`,
        };
      }
      const edited = chapters.filter(({ learner }, index) =>
        texts[index] !== learner
      ).length;
      return {
        state: `${chapters.length}, of which ${edited} were worked on`,
      };
    },
  }];
}
