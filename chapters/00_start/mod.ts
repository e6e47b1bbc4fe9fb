/**
 * The door of chapter 0: everything that its cells import from this folder.
 *
 * A file that carries the slug of an exercise holds its check, all others what cells and checks work with.
 *
 * @module
 */

// The checks, in the order of the exercises.
export { checkSendAndRead } from "./send_and_read.ts";
export { checkCountRecords } from "./count_records.ts";

// What the cells work with.
export { topicDefaults } from "./topic_defaults.ts";
export { examineWorkbook } from "./workbook_parts.ts";
