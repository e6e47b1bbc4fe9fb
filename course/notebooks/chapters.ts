import { withGlossary } from "./glossary.ts";
import { writeIpynb } from "./ipynb.ts";
import { parsePercent, type SourceCell } from "./percent.ts";
import { learnerCells, solvedCells } from "./variants.ts";

const ROOT = new URL("../../", import.meta.url);

/** Where the parts of the course stand. */
export const FOLDERS = {
  chapters: new URL("chapters/", ROOT),
  notebooks: new URL("notebooks/", ROOT),
  solved: new URL(".workbook/solved/", ROOT),
} as const;

/** One chapter in all its forms. */
export interface Chapter {
  /** `01_logging` */
  name: string;
  cells: SourceCell[];
  /** Text of the notebook that a learner opens. */
  learner: string;
  /** Text of the notebook with every exercise solved. */
  solved: string;
}

/**
 * Reads every chapter and builds its notebooks.
 *
 * @param folder Where the sources stand.
 * @returns In the order of their numbers.
 * @throws {SyntaxError} If a source has another form than the builder knows.
 *
 * @example The first chapter
 * ```ts ignore
 * const [first] = readChapters();
 * ```
 */
export function readChapters(folder: URL = FOLDERS.chapters): Chapter[] {
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name);
  return files.filter((name) => /^\d\d_[a-z_]+\.ts$/.test(name)).sort().map(
    (file) => {
      const cells = parsePercent(
        Deno.readTextFileSync(new URL(file, folder)),
        `chapters/${file}`,
      );
      const name = file.replace(/\.ts$/, "");
      const linked = withGlossary(cells, name);
      return {
        name,
        cells,
        learner: writeIpynb(learnerCells(linked)),
        solved: writeIpynb(solvedCells(linked)),
      };
    },
  );
}
