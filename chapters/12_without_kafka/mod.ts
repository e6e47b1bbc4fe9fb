/** What the cells of chapter 12 import: the checks of its exercises, and what only this chapter needs. */
export { checkChoose, type Job } from "./choose.ts";
export { checkHandOver, type HandOver } from "./hand_over.ts";
export { type Site, tryWays, type Way, wayMatrix } from "./handovers.ts";
export { deskTable, openDesks } from "./packing_desks.ts";
export { checkPlace } from "./place.ts";
