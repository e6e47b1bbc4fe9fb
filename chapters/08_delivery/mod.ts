/**
 * The door of chapter 8: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkPromise, type Counts } from "./promise.ts";
export { checkBill, type Office } from "./bill.ts";
export { checkBook, type Ledger } from "./book.ts";

// What the cells work with.
export { type Service, trialMatrix, tryServices } from "./service_trials.ts";
