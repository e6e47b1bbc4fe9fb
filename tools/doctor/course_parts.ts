import { readChapters } from "../notebooks/chapters.ts";
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
      const missing = texts.filter((text) => text === null).length;
      if (missing > 0) {
        return {
          state: `${missing} of ${chapters.length} missing`,
          cure: 'run "deno task build"',
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
