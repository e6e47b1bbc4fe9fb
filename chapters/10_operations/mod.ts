/** What the cells of chapter 10 import: the checks of its exercises, and what only this chapter needs. */
export { carefreeBroker } from "./carefree_broker.ts";
export { untilCompacted, untilDeleted } from "./log_cleanup.ts";
export { checkKept } from "./kept.ts";
export { checkRetention } from "./retention.ts";
export { checkStuck } from "./stuck.ts";
