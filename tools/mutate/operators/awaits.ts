import ts from "typescript";
import { type Change, replaced } from "../change.ts";

const PAUSE = "await new Promise((go) => setTimeout(go, 20));";

/**
 * Finds waits that can be broken: an `await` dropped, a wait replaced by a sleep, a loop that takes
 * all its turns at once, a `Promise.all` that does not fail.
 *
 * @param node A node of a cell's syntax tree.
 * @returns The changes at this node.
 */
export function awaits(node: ts.Node): Change[] {
  if (ts.isAwaitExpression(node)) return [...dropped(node), ...slept(node)];
  if (ts.isForOfStatement(node)) return atOnce(node);
  if (node.getText() !== "Promise.all") return [];
  return ["Promise.allSettled", "Promise.race"].map((text) =>
    replaced("Promise.all exchanged", node, text)
  );
}

function dropped(node: ts.AwaitExpression): Change[] {
  // The caller awaits what is returned, unless something here still has to be done after it.
  const isPassedOn = ts.isReturnStatement(node.parent) ||
    ts.isArrowFunction(node.parent);
  if (isPassedOn && !isInTry(node)) return [];
  return [replaced("await dropped", node, node.expression.getText())];
}

function slept(node: ts.AwaitExpression): Change[] {
  if (!ts.isExpressionStatement(node.parent)) return [];
  const text = `{ void ${node.expression.getText()}; ${PAUSE} }`;
  return [replaced("sleep instead of a wait", node.parent, text)];
}

function atOnce(node: ts.ForOfStatement): Change[] {
  const { initializer, expression, statement, awaitModifier } = node;
  if (awaitModifier || !ts.isVariableDeclarationList(initializer)) return [];
  if (!hasOwn(statement, ts.isAwaitExpression) || leaves(statement)) return [];
  const name = initializer.declarations[0]!.name.getText();
  const body = ts.isBlock(statement)
    ? statement.getText()
    : `{ ${statement.getText()} }`;
  const text = `await Promise.all([...${expression.getText()}]` +
    `.map(async (${name}) => ${body}));`;
  return [replaced("all turns at once", node, text)];
}

function isInTry(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isTryStatement(at)) return true;
    const isUsing = ts.isBlock(at) &&
      at.statements.some((each) => /^(await )?using /.test(each.getText()));
    if (isUsing) return true;
  }
  return false;
}

/** Whether a loop's body goes elsewhere, which a function's body could not. */
function leaves(body: ts.Node): boolean {
  return hasOwn(
    body,
    (node) =>
      ts.isReturnStatement(node) || ts.isBreakStatement(node) ||
      ts.isContinueStatement(node),
  );
}

/**
 * Tells whether a node, or one below it in the same function, meets a condition.
 *
 * @param node The node to begin with.
 * @param matches The condition.
 * @returns Whether any node meets it; functions within are not entered.
 */
export function hasOwn(
  node: ts.Node,
  matches: (node: ts.Node) => boolean,
): boolean {
  if (matches(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(
    node,
    (child) => hasOwn(child, matches) || undefined,
  ) ??
    false;
}
