import { readChapters } from "course/chapters.ts";
import type { Places } from "../setup/parts.ts";
import { firstLine, type Part } from "./part.ts";

/**
 * Lists the course and its notebooks as parts to examine.
 *
 * @param places The places of the checkout.
 * @returns The parts, in the order to print them.
 */
export function courseParts(places: Places): Part[] {
  return [{
    name: "Course",
    look: async () => {
      const { version } = JSON.parse(
        await Deno.readTextFile(`${places.root}/deno.json`),
      );
      const git = ["-C", places.root, "rev-parse", "--short", "HEAD"];
      const commit = await firstLine("git", ...git);
      return { state: commit ? `${version}, commit ${commit}` : version };
    },
  }, {
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
