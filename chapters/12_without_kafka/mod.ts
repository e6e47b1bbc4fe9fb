/**
 * The door of chapter 12: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkPlace } from "./place.ts";
export { checkHandOver } from "./hand_over.ts";
export { checkChoose, type Job } from "./choose.ts";

// What the cells work with.
export type { HandOver } from "./outcomes.ts";
export { type Site, tryWays, type Way, wayMatrix } from "./handovers.ts";
export { deskTable, openDesks } from "./packing_desks.ts";
