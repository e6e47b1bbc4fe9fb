/** What the cells of chapter 7 import: the checks of its exercises, and what only this chapter needs. */
export { type Billing, checkBill } from "./bill.ts";
export { checkModel } from "./model.ts";
export { type AvroRecord, checkNext, v1 } from "./next.ts";
export { startRegistry } from "./registry.ts";
