/** What the cells of chapter 8 import: the checks of its exercises, and what only this chapter needs. */
export { checkBill, type Office } from "./bill.ts";
export { checkBook, type Ledger } from "./book.ts";
export { checkPromise, type Counts } from "./promise.ts";
export { type Service, trialMatrix, tryServices } from "./service_trials.ts";
