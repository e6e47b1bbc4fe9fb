/**
 * The door of chapter 5: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkPlaces } from "./places.ts";
export { checkMailer, type StartMailer } from "./mailer.ts";
export { checkFour } from "./four.ts";
export { checkReplay } from "./replay.ts";

// What the cells work with.
export { followLag } from "./lag_samples.ts";
export { countMails } from "./mails.ts";
export { consumeUntilKilled, type Handler } from "./mid_record_crash.ts";
