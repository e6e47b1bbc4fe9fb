/**
 * The door of chapter 9: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkNeeds, type Choice } from "./needs.ts";
export { checkMayStop, type Described } from "./may_stop.ts";
export { checkTake, type Take } from "./take.ts";
