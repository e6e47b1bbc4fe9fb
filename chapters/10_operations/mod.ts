/**
 * The door of chapter 10: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkKept } from "./kept.ts";
export { checkRetention } from "./retention.ts";
export { checkStuck } from "./stuck.ts";

// What the cells work with.
export { carefreeBroker } from "./carefree_broker.ts";
export { untilCompacted, untilDeleted } from "./log_cleanup.ts";
export { decodeSegment, segmentFiles } from "./segments.ts";
