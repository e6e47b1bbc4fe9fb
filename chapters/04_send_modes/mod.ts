/** What the cells of chapter 4 import: the checks of its exercises, and what only this chapter needs. */
export { checkBook, type Ledger } from "./book.ts";
export { checkDeliver, type Report } from "./deliver.ts";
export { checkModes, type Choice } from "./modes.ts";
export type { Mode } from "./ways.ts";
