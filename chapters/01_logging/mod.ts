/**
 * The door of chapter 1: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkFields } from "./fields.ts";
export { checkShip } from "./ship.ts";
export { checkCatchUp } from "./catch_up.ts";
