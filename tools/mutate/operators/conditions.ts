import ts from "typescript";
import { type Change, replaced } from "../change.ts";

/** What each operator is mistaken for. */
const MISTAKEN: Record<string, string> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "&&": "||",
  "||": "&&",
  "??=": "=",
};

/**
 * Finds conditions that can be wrong: an edge on the other side, yes for no, one branch taken
 * always, a default where there is a value.
 *
 * @param node A node of a cell's syntax tree.
 * @returns The changes at this node.
 */
export function conditions(node: ts.Node): Change[] {
  if (ts.isBinaryExpression(node)) return compared(node);
  if (ts.isIfStatement(node)) {
    return ["true", "false"].map((text) =>
      replaced("branch forced", node.expression, text)
    );
  }
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].map((branch) =>
      replaced("branch forced", node, branch.getText())
    );
  }
  if (ts.isWhileStatement(node)) {
    return [replaced("loop never entered", node.expression, "false")];
  }
  if (ts.isForStatement(node) && node.condition) {
    return [replaced("loop never entered", node.condition, "false")];
  }
  if (
    ts.isPrefixUnaryExpression(node) &&
    node.operator === ts.SyntaxKind.ExclamationToken
  ) {
    return [replaced("not left out", node, node.operand.getText())];
  }
  return flipped(node);
}

function compared(node: ts.BinaryExpression): Change[] {
  const { left, operatorToken, right } = node;
  const own = operatorToken.getText();
  if (own === "??") {
    return [`${left.getText()}!`, right.getText()].map((side) =>
      replaced("one side of ??", node, side)
    );
  }
  const other = MISTAKEN[own];
  return other ? [replaced(`${other} instead`, operatorToken, other)] : [];
}

function flipped(node: ts.Node): Change[] {
  const isBoolean = node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword;
  if (!isBoolean || ts.isLiteralTypeNode(node.parent)) return [];
  const other = node.kind === ts.SyntaxKind.TrueKeyword ? "false" : "true";
  return [replaced("boolean flipped", node, other)];
}
