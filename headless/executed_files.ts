import { basename, join } from "node:path";
import { type Notebook, shortPath, writeNotebook } from "./notebook_file.ts";
import { CHECKOUT } from "./scratch.ts";

/** Where a notebook is kept as it ran. */
export class ExecutedFiles {
  #passed: string;
  #failed: string;

  /**
   * @param root The folder whose `.workbook/executed/` takes it; the checkout when undefined.
   * @param path The notebook's file.
   * @param variant Tells failed runs of the same notebook apart; may be empty.
   */
  constructor(root: string | undefined, path: string, variant: string) {
    const folder = join(root ?? CHECKOUT, ".workbook", "executed");
    const name = basename(path, ".ipynb");
    this.#passed = join(folder, `${name}.ipynb`);
    this.#failed = join(
      folder,
      [name, variant, "failed", "ipynb"].filter(Boolean).join("."),
    );
  }

  /** Where a run that failed is kept, as a reader knows it. */
  get failedName(): string {
    return shortPath(this.#failed);
  }

  /** @param notebook With its outputs. */
  async writePassed(notebook: Notebook): Promise<void> {
    await writeNotebook(this.#passed, notebook);
  }

  /** @param notebook With the outputs so far. */
  async writeFailed(notebook: Notebook): Promise<void> {
    await writeNotebook(this.#failed, notebook);
  }

  /** Removes what an earlier run left, so that a file there means that the last run failed. */
  async removeFailed(): Promise<void> {
    try {
      await Deno.remove(this.#failed);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
