/**
 * The door of chapter 4: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkDeliver, type Report } from "./deliver.ts";
export { checkModes, type Choice } from "./modes.ts";
export { checkBook, type Ledger } from "./book.ts";

// What the cells work with.
export type { Mode } from "./ways.ts";
