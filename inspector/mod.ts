/** The front door: `import { inspect } from "inspector"`. */
export * from "./inspect.ts";
