/** What the cells of chapter 11 import: the checks of its exercises, and what only this chapter needs. */
export { checkConfig } from "./config.ts";
export { checkGoOn, type Job } from "./go_on.ts";
export { checkGuests, type Choose } from "./guests.ts";
export { homes } from "./homes.ts";
export * as other from "./other_clients.ts";
export { runPython, startPython } from "./python.ts";
export { raceProducers, type Racer } from "./races.ts";
