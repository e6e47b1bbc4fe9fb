import { basename } from "node:path";
import { type Notebook, shortPath, writeNotebook } from "./notebook_file.ts";
import { CHECKOUT, executedPath } from "./checkout.ts";

/** The files that keep a notebook as it ran, one for a run that passed and one for a run that failed. */
export class ExecutedFiles {
  #passed: string;
  #failed: string;

  /**
   * Names the files of a notebook; nothing is written yet.
   *
   * @param root Absolute path of the checkout; by default the one that this code belongs to.
   * @param path Path of the notebook's file.
   * @param variant Name that distinguishes failed runs of the same notebook; may be empty.
   */
  constructor(root: string = CHECKOUT, path: string, variant: string) {
    const name = basename(path, ".ipynb");
    this.#passed = executedPath(root, name);
    this.#failed = executedPath(
      root,
      [name, variant, "failed"].filter(Boolean).join("."),
    );
  }

  /** Path of the file for a failed run, relative to the checkout, for messages. */
  get failedName(): string {
    return shortPath(this.#failed);
  }

  /**
   * Keeps a notebook whose run passed.
   *
   * @param notebook The notebook with its outputs.
   */
  async writePassed(notebook: Notebook): Promise<void> {
    await writeNotebook(this.#passed, notebook);
  }

  /**
   * Keeps a notebook whose run failed.
   *
   * @param notebook The notebook with its outputs so far.
   */
  async writeFailed(notebook: Notebook): Promise<void> {
    await writeNotebook(this.#failed, notebook);
  }

  /** Removes the file of an earlier failed run, so that its presence means that the last run failed. */
  async removeFailed(): Promise<void> {
    try {
      await Deno.remove(this.#failed);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
