/** What the cells of chapter 0 import: the checks of its exercises, and what only this chapter needs. */
export { checkCountRecords } from "./count_records.ts";
export { checkSendAndRead } from "./send_and_read.ts";
export { examineWorkbook } from "./workbook_parts.ts";
