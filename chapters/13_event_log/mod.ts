/**
 * The door of chapter 13: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkCreateTopics } from "./topics.ts";
export { checkProduceEvent } from "./event.ts";
export { checkProduceBatch } from "./batch.ts";
export { checkConsumeEvents } from "./consume.ts";
export { checkRunWorker } from "./worker.ts";
export { checkDemonstrateRebalancing } from "./rebalance.ts";

// What the cells work with.
export { packedOrders } from "./rebalance.ts";
export type { Job, OrderEvent, Outlet, Report, Stage, Work } from "./shop.ts";
