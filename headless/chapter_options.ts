import type { NotebookOptions } from "./notebook_options.ts";
import type { Proof } from "./proofs.ts";

/** How to test a chapter of the course. */
export interface ChapterOptions extends NotebookOptions {
  /** By the id of a claim that the chapter states; in the solved run, just before its teardown. */
  proofs?: Record<string, Proof>;
  /** How long the solved notebook may take without wrong answers and proofs, in milliseconds; 30 s by default. */
  budgetMs?: number;
}
