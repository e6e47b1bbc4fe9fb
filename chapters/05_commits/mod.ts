/** What the cells of chapter 5 import: the checks of its exercises, and what only this chapter needs. */
export { checkFour } from "./four.ts";
export { consumeUntilKilled, type Handler } from "./mid_record_crash.ts";
export { checkLag } from "./lag.ts";
export { followLag } from "./lag_samples.ts";
export { countMails } from "./mails.ts";
export { checkPlaces } from "./places.ts";
export { checkReplay } from "./replay.ts";
