/** What the cells of chapter 13 import: the checks of its exercises, and what only this chapter needs. */
export { checkConsumeEvents } from "./consume.ts";
export { checkCreateTopics } from "./topics.ts";
export { checkDemonstrateRebalancing } from "./rebalance.ts";
export { checkProduceBatch } from "./batch.ts";
export { checkProduceEvent } from "./event.ts";
export type { Job, OrderEvent, Outlet, Report, Stage, Work } from "./shop.ts";
export { checkRunWorker } from "./worker.ts";
