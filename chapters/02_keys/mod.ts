/**
 * The door of chapter 2: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkPartitioner } from "./partitioner.ts";
export { checkKeyOf } from "./key_of.ts";
export { checkWhereToLook } from "./where_to_look.ts";
export { checkSalt } from "./salt.ts";
