/** The front door: `import { lanes, show, table } from "pictures"`. */
export * from "./charts.ts";
export * from "./display.ts";
export * from "./escape.ts";
export * from "./lanes.ts";
export * from "./palette.ts";
export * from "./tables.ts";
export * from "./timelines.ts";
