/** Messages of our own that the kernel sends beside Jupyter's. */

/** Comes out behind everything that was put out before it. */
export const MARKER = "workbook.marker";

/** Carries the value of an expression. */
export const VALUE = "workbook.value";

/** Tells of a failure that nothing awaited. */
export const UNHANDLED = "workbook.unhandled";
