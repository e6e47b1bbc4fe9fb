/** What the cells of chapter 6 import: the checks of its exercises, and what only this chapter needs. */
export { type Bank, checkChargeOnce } from "./charge_once.ts";
export { checkDesksNeeded } from "./desks_needed.ts";
export { checkGroupFor } from "./group_for.ts";
export { joinFromProcess } from "./killable_members.ts";
export { checkRange } from "./range.ts";
