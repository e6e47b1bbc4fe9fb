/** What the cells of chapter 13 import: the checks of its exercises, and what only this chapter needs. */
export { checkConsumeEvents } from "./consume.ts";
export { checkCreateTopics } from "./create_topics.ts";
export { checkDemonstrateRebalancing } from "./demonstrate.ts";
export { checkProduceBatch } from "./produce_batch.ts";
export { checkProduceEvent } from "./produce_event.ts";
export type { Job, OrderEvent, Outlet, Report, Stage, Work } from "./shop.ts";
export { checkRunWorker } from "./worker.ts";
