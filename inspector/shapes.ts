/** What the inspector's server and its page exchange, as JSON. Offsets and moments (in ms) are numbers. */
export type * from "./shapes/cluster.ts";
export type * from "./shapes/groups.ts";
export type * from "./shapes/records.ts";
export type * from "./shapes/topics.ts";
export type * from "./shapes/transactions.ts";
