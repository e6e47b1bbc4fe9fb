/**
 * The door of chapter 7: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkModel } from "./model.ts";
export { type Billing, checkBill } from "./bill.ts";
export { type AvroRecord, checkNext, v1 } from "./next.ts";

// What the cells work with.
export { startRegistry } from "./registry.ts";
