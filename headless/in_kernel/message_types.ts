/** Messages of our own that the kernel sends beside Jupyter's. */

/** Type of the message that arrives after all outputs that were sent before it. */
export const MARKER = "workbook.marker";

/** Type of the message that carries the value of an expression. */
export const VALUE = "workbook.value";

/** Type of the message that reports a failure that nothing awaited. */
export const UNHANDLED = "workbook.unhandled";
