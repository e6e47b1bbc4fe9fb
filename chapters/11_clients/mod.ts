/**
 * The door of chapter 11: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkGuests, type Choose } from "./guests.ts";
export { checkConfig } from "./config.ts";
export { checkGoOn, type Job } from "./go_on.ts";

// What the cells work with.
export { homes } from "./homes.ts";
export * as other from "./other_clients.ts";
export { runPython, startPython } from "./python.ts";
export { raceProducers, type Racer } from "./races.ts";
