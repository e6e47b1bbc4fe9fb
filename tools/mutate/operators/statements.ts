import ts from "typescript";
import { type Change, replaced } from "../change.ts";
import { hasOwn } from "./awaits.ts";

/**
 * Finds statements that can be forgotten, and neighbours that can change places, such as a commit
 * and the work before it.
 *
 * @param node A node of a cell's syntax tree.
 * @returns The changes at this node.
 */
export function statements(node: ts.Node): Change[] {
  if (ts.isIfStatement(node) && node.elseStatement) {
    return [replaced("else emptied", node.elseStatement, "{}")];
  }
  if (!ts.isBlock(node)) return [];
  return [
    ...node.statements.filter(canBeForgotten).map((each) =>
      replaced("statement left out", each, ";")
    ),
    ...node.statements.flatMap((each, index) => {
      const next = node.statements[index + 1];
      return next ? swapped(each, next) : [];
    }),
  ];
}

/** An `if` without an `else` that is forced to `false` is the same as one that is left out. */
function canBeForgotten(node: ts.Statement): boolean {
  if (ts.isVariableStatement(node)) {
    return /^(await )?using /.test(node.getText());
  }
  if (ts.isFunctionDeclaration(node) || isTalk(node)) return false;
  return !ts.isIfStatement(node) || node.elseStatement !== undefined;
}

function swapped(first: ts.Statement, second: ts.Statement): Change[] {
  if (!hasEffect(first) || !hasEffect(second)) return [];
  if (areExclusive(first, second)) return [];
  return [{
    operator: "neighbours swapped",
    start: first.getStart(),
    end: second.getEnd(),
    text: `${second.getText()}\n${first.getText()}`,
  }];
}

/** Whether it matters when a statement is run; what leaves a block can only stand last. */
function hasEffect(node: ts.Statement): boolean {
  if (ts.isVariableStatement(node)) return hasOwn(node, ts.isAwaitExpression);
  if (isTalk(node) || ts.isFunctionDeclaration(node)) return false;
  return !ts.isReturnStatement(node) && !ts.isThrowStatement(node) &&
    !ts.isBreakStatement(node) && !ts.isContinueStatement(node);
}

/** Whether at most one of two statements does anything: each asks whether the same value is another. */
function areExclusive(first: ts.Statement, second: ts.Statement): boolean {
  const [one, other] = [first, second].map((each) =>
    ts.isIfStatement(each) && !each.elseStatement
      ? each.expression.getText().match(/^(.+) === (?:"[^"]*"|[\w.]+)$/)?.[1]
      : undefined
  );
  return one !== undefined && one === other;
}

function isTalk(node: ts.Statement): boolean {
  return /^console\./.test(node.getText());
}
