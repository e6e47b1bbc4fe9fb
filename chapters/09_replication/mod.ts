/** What the cells of chapter 9 import: the checks of its exercises, and what only this chapter needs. */
export { checkNeeds, type Choice } from "./needs.ts";
export { checkMayStop, type Described } from "./may_stop.ts";
export { checkTake, type Take } from "./take.ts";
