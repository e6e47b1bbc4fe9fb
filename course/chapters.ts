import { pathToFileURL } from "node:url";
import { CHECKOUT, solvedFolder } from "headless/checkout.ts";
import { withTermLinks } from "./notebooks/glossary.ts";
import { writeIpynb } from "./notebooks/ipynb.ts";
import { parsePercent, type SourceCell } from "./notebooks/percent.ts";
import { learnerCells, solvedCells } from "./notebooks/variants.ts";

const ROOT = pathToFileURL(CHECKOUT);

/** The folders of this checkout that hold the sources, the learner's notebooks and the solved notebooks. */
export const FOLDERS = {
  chapters: new URL("chapters/", ROOT),
  notebooks: new URL("notebooks/", ROOT),
  solved: pathToFileURL(`${solvedFolder(CHECKOUT)}/`),
} as const;

export { type CellRole, ROLES, type SourceCell } from "./notebooks/percent.ts";

const FILE_NAME = /^\d\d_[a-z_]+\.ts$/;

/** A chapter of the course in all its forms. */
export interface Chapter {
  /** Its name, such as `01_logging`. */
  name: string;
  /** The cells of its source. */
  cells: SourceCell[];
  /** Text of the notebook that a learner opens. */
  learner: string;
  /** Text of the notebook with every exercise solved. */
  solved: string;
}

/**
 * Reads every chapter and builds its notebooks.
 *
 * @param folder Folder of the sources; by default that of this checkout.
 * @returns The chapters in the order of their numbers.
 * @throws {SyntaxError} If a source has a name or a form that the builder does not know.
 *
 * @example The first chapter
 * ```ts ignore
 * const [first] = readChapters();
 * ```
 */
export function readChapters(folder: URL = FOLDERS.chapters): Chapter[] {
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => /^[^.].*\.ts$/.test(name));
  const other = files.find((name) => !FILE_NAME.test(name));
  if (other) {
    throw new SyntaxError(
      `Cannot read the chapter "chapters/${other}": expected a name such as "02_keys.ts", of two digits, small letters and underscores. Rename the file, or move it to the folder of its chapter`,
    );
  }
  return files.sort().map(
    (file) => {
      const cells = parsePercent(
        Deno.readTextFileSync(new URL(file, folder)),
        `chapters/${file}`,
      );
      const name = file.replace(/\.ts$/, "");
      const linked = withTermLinks(cells);
      return {
        name,
        cells,
        learner: writeIpynb(learnerCells(linked)),
        solved: writeIpynb(solvedCells(linked)),
      };
    },
  );
}
