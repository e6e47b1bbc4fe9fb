/**
 * The door of chapter 3: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkInSequence } from "./in_sequence.ts";
export { checkChronological } from "./chronological.ts";
export { checkExamine } from "./examine.ts";
export { checkSideBySide, type Dispatcher, type Send } from "./side_by_side.ts";
