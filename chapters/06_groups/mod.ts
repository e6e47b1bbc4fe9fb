/**
 * The door of chapter 6: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkDesksNeeded } from "./desks.ts";
export { checkGroupFor } from "./group_for.ts";
export { checkChargeOnce, type RunDesk } from "./charge.ts";

// What the cells work with.
export { helpOut } from "./helping_desk.ts";
export { joinFromProcess } from "./member_process.ts";
export { readAll } from "./reading_desk.ts";
