/** What the cells of chapter 3 import: the checks of its exercises, and what only this chapter needs. */
export { checkChronological } from "./chronological.ts";
export { checkExamine } from "./examine.ts";
export { checkInSequence } from "./in_sequence.ts";
export { checkSideBySide } from "./side_by_side.ts";
