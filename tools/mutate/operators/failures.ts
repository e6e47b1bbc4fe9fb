import ts from "typescript";
import { type Change, replaced } from "../change.ts";
import { hasOwn } from "./awaits.ts";

const SWALLOWED = "failure swallowed";

/**
 * Finds failures that can be lost: caught and forgotten, swallowed by a `try` around the work, or
 * kept from the code that handles them.
 *
 * @param node A node of a cell's syntax tree.
 * @returns The changes at this node.
 */
export function failures(node: ts.Node): Change[] {
  if (ts.isAwaitExpression(node)) return forgotten(node);
  if (ts.isTryStatement(node)) return unhandled(node);
  if (ts.isBlock(node)) return swallowed(node);
  return [];
}

function forgotten({ expression }: ts.AwaitExpression): Change[] {
  const isHandled = ts.isCallExpression(expression) &&
    /\.catch$/.test(expression.expression.getText());
  if (isHandled) return [];
  const work = ts.isLeftHandSideExpression(expression)
    ? expression.getText()
    : `(${expression.getText()})`;
  return [
    replaced(
      "failure forgotten",
      expression.parent,
      `await ${work}.catch(() => {})`,
    ),
  ];
}

function unhandled(node: ts.TryStatement): Change[] {
  const { tryBlock, catchClause, finallyBlock } = node;
  const changes: Change[] = [];
  if (catchClause) {
    changes.push(replaced("catch left out", node, tryBlock.getText()));
    changes.push(replaced(SWALLOWED, catchClause.block, "{}"));
  }
  if (finallyBlock) {
    changes.push(replaced("finally emptied", finallyBlock, "{}"));
  }
  return changes;
}

/** The body of a function or a loop, whose failures nobody gets to see. */
function swallowed(node: ts.Block): Change[] {
  const { parent, statements } = node;
  const isBody = ts.isFunctionLike(parent) ||
    ts.isIterationStatement(parent, false);
  const canFail = statements.some((each) =>
    hasOwn(each, (at) => ts.isAwaitExpression(at) || ts.isThrowStatement(at))
  );
  if (!isBody || !canFail) return [];
  const start = statements[0]!.getStart();
  const end = statements.at(-1)!.getEnd();
  const work = node.getSourceFile().text.slice(start, end);
  const text = `try {\n${work}\n} catch {}`;
  return [{ operator: SWALLOWED, start, end, text }];
}
