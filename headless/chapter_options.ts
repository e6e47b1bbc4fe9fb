import type { NotebookOptions } from "./notebook_options.ts";

/** How to test a chapter of the course. */
export interface ChapterOptions extends NotebookOptions {
  /** How long the solved notebook may take without its wrong answers, in milliseconds; 30 s by default. */
  budgetMs?: number;
}
