/** What the cells of chapter 1 import: the checks of its exercises, and what only this chapter needs. */
export { checkCatchUp } from "./catch_up.ts";
export { checkFields } from "./fields.ts";
export { checkShip } from "./ship.ts";
