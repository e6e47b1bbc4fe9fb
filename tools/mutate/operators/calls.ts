import ts from "typescript";
import { type Change, leftOut, replaced } from "../change.ts";

/** Methods that are mistaken for each other. */
const PAIRS = [
  ["every", "some"],
  ["find", "findLast"],
  ["findIndex", "findLastIndex"],
  ["indexOf", "lastIndexOf"],
  ["push", "unshift"],
  ["pop", "shift"],
  ["startsWith", "endsWith"],
];

/**
 * Finds calls that can be wrong: another method, the first for the last, a call in a chain or its
 * last argument left out, a `Set` that removed what is twice.
 *
 * @param node A node of a cell's syntax tree.
 * @returns The changes at this node.
 */
export function calls(node: ts.Node): Change[] {
  if (ts.isSpreadElement(node)) return withoutSet(node);
  if (!ts.isCallExpression(node)) return [];
  const { expression, arguments: given } = node;
  if (/^console\./.test(expression.getText())) return [];
  const changes = given.length > 0
    ? [leftOut("argument left out", given, given.at(-1)!)]
    : [];
  if (!ts.isPropertyAccessExpression(expression)) return changes;
  const { name } = expression;
  for (const pair of PAIRS.filter((pair) => pair.includes(name.text))) {
    const other = pair.find((each) => each !== name.text)!;
    changes.push(replaced(`${other} instead`, name, other));
  }
  if (name.text === "at" && given[0]?.getText() === "-1") {
    changes.push(replaced("first for last", given[0], "0"));
  }
  if (!isWholeStatement(node)) {
    const text = expression.expression.getText();
    changes.push(replaced("call left out", node, text));
  }
  return changes;
}

function withoutSet({ expression }: ts.SpreadElement): Change[] {
  const isSet = ts.isNewExpression(expression) &&
    expression.expression.getText() === "Set";
  const [values] = isSet ? expression.arguments ?? [] : [];
  return values ? [replaced("Set left out", expression, values.getText())] : [];
}

/** Without the call such a statement does nothing, which is "statement left out". */
function isWholeStatement({ parent }: ts.Node): boolean {
  return ts.isExpressionStatement(parent) ||
    ts.isAwaitExpression(parent) && ts.isExpressionStatement(parent.parent);
}
