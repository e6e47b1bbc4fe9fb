import type ts from "typescript";

/** One range of a cell's text replaced. */
export interface Change {
  /** What was done to the code, such as `await dropped`. */
  operator: string;
  /** Where the range begins in the text, in characters from 0. */
  start: number;
  /** Where the range ends in the text, in characters from 0. */
  end: number;
  /** The text that takes its place; empty when the range is left out. */
  text: string;
}

/** Finds the changes to be made at one node of a cell's syntax tree; often none. */
export type Operator = (node: ts.Node) => Change[];

/**
 * Makes the change that replaces a node.
 *
 * @param operator What is done to the code.
 * @param node The node of the syntax tree, with its parents set.
 * @param text The text that takes its place.
 * @returns The change.
 */
export function replaced(
  operator: string,
  node: ts.Node,
  text: string,
): Change {
  return { operator, start: node.getStart(), end: node.getEnd(), text };
}

/**
 * Makes the change that leaves one of a list's elements out, with its comma.
 *
 * @param operator What is done to the code.
 * @param list The elements, between brackets and separated by commas.
 * @param element One of them.
 * @returns The change.
 */
export function leftOut(
  operator: string,
  list: ts.NodeArray<ts.Node>,
  element: ts.Node,
): Change {
  const at = list.indexOf(element);
  const next = list[at + 1];
  const before = list[at - 1];
  if (next) {
    return {
      operator,
      start: element.getStart(),
      end: next.getStart(),
      text: "",
    };
  }
  const start = before ? before.getEnd() : element.getStart();
  return { operator, start, end: element.getEnd(), text: "" };
}
