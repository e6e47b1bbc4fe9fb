/** The front door: `import { connectThroughProxy, History, WatchedSends } from "lab"`. */
export * from "./exercises.ts";
/** Faults between clients and brokers. */
export * as faults from "./faults.ts";
export { connectThroughProxy, type ProxiedCluster } from "./faults.ts";
export * from "./history.ts";
export {
  type KillableProcess,
  type ProcessTools,
  startProcess,
} from "./processes.ts";
export * from "./unanswered.ts";
export * from "./watched_sends.ts";
