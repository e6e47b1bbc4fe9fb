/** The front door: `import { lanes, show, table } from "pictures"`. */
export * from "./charts.ts";
export { type Displayable, displayable, live, show } from "./display.ts";
export { escape, printable } from "./escape.ts";
export * from "./lanes.ts";
export { table } from "./tables.ts";
export * from "./timelines.ts";
import "./waits.ts";
