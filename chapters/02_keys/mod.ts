/** What the cells of chapter 2 import: the checks of its exercises, and what only this chapter needs. */
export { checkKeyOf } from "./key_of.ts";
export { checkPartitioner } from "./partitioner.ts";
export { checkSalt } from "./salt.ts";
export { checkWhereToLook } from "./where_to_look.ts";
