/** What the cells of chapter 6 import: the checks of its exercises, and what only this chapter needs. */
export { type Bank, checkChargeOnce } from "./charge.ts";
export { checkDesksNeeded } from "./desks.ts";
export { checkGroupFor } from "./group_for.ts";
export { joinFromProcess } from "./member_process.ts";
export { checkRange } from "./range.ts";
