import ts from "typescript";
import { type Change, replaced } from "../change.ts";

const ROUNDINGS = ["Math.floor", "Math.ceil", "Math.round"];
const EXTREMES = ["Math.min", "Math.max"];
/** From here on a number in the code is a size or a time, of which one more or less is no mistake. */
const LARGE = 20;
const ONE = /^1n?$/;

/**
 * Finds numbers that can come out wrong: rounded the other way, one more or less, the smaller for
 * the larger, counted down for up; and `acks` lowered.
 *
 * @param node A node of a cell's syntax tree.
 * @returns The changes at this node.
 */
export function numbers(node: ts.Node): Change[] {
  if (ts.isPropertyAccessExpression(node)) return otherFunctions(node);
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) {
    return others(node);
  }
  if (ts.isBinaryExpression(node)) return withoutOne(node);
  if (ts.isCallExpression(node)) return withOne(node);
  if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
    return countedDown(node);
  }
  return [];
}

function otherFunctions(node: ts.PropertyAccessExpression): Change[] {
  const own = node.getText();
  const group = [ROUNDINGS, EXTREMES].find((all) => all.includes(own)) ?? [];
  const changes = group.filter((name) => name !== own).map((name) =>
    replaced(`${name} instead`, node, name)
  );
  if (node.name.text === "length") {
    changes.push(replaced("one added", node, `(${own} + 1)`));
  }
  return changes;
}

function others(node: ts.NumericLiteral | ts.BigIntLiteral): Change[] {
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) {
    return [];
  }
  if (ts.isLiteralTypeNode(node.parent)) return [];
  const isNegative = ts.isPrefixUnaryExpression(node.parent) &&
    node.parent.operator === ts.SyntaxKind.MinusToken;
  const whole = isNegative ? node.parent : node;
  const sign = isNegative ? -1 : 1;
  const value = Number(node.getText().replaceAll(/_|n$/g, "")) * sign;
  if (isAcks(whole.parent)) {
    return [1, 0].filter((acks) => acks < value || value === -1).map((acks) =>
      replaced("acks lowered", whole, String(acks))
    );
  }
  const end = ts.isBigIntLiteral(node) ? "n" : "";
  return otherThan(value, isMask(node)).filter((other) =>
    !(other === 0 && isAddend(whole)) // that is "one left out"
  ).map((other) => replaced("another number", whole, `${other}${end}`));
}

/**
 * Gives numbers to be mistaken for another.
 *
 * @param value The number.
 * @param isExact Whether it is exact, however large it is.
 * @returns One more and one less; of a large one the double and the half.
 */
export function otherThan(value: number, isExact = false): number[] {
  return Math.abs(value) < LARGE || isExact
    ? [value + 1, value - 1]
    : [value * 2, Math.trunc(value / 2)];
}

function isAcks(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && node.name.getText() === "acks";
}

function isMask(node: ts.Node): boolean {
  return /^0[xb]/i.test(node.getText());
}

function isAddend({ parent }: ts.Node): boolean {
  return ts.isBinaryExpression(parent) && /^[+-]$/.test(signOf(parent));
}

function withoutOne(node: ts.BinaryExpression): Change[] {
  const { left, right } = node;
  const sign = signOf(node);
  const changes: Change[] = [];
  if (/^[+-]$/.test(sign) && ONE.test(right.getText())) {
    changes.push(replaced("one left out", node, left.getText()));
  }
  const other = { "+": "-", "-": "+", "*": "/", "/": "*", "%": "/" }[sign];
  const isCounter = ts.isForStatement(node.parent);
  const counted = { "+=": "-=", "-=": "+=" }[sign];
  const instead = other ?? (isCounter ? undefined : counted);
  if (instead) {
    changes.push(replaced(`${instead} instead`, node.operatorToken, instead));
  }
  return changes;
}

function signOf({ operatorToken }: ts.BinaryExpression): string {
  return operatorToken.getText();
}

function withOne(node: ts.CallExpression): Change[] {
  const called = node.expression.getText();
  if (!/^(BigInt|Number|Math\.\w+)$/.test(called) || isAddend(node)) return [];
  const one = called === "BigInt" ? "1n" : "1";
  return [replaced("one added", node, `(${node.getText()} + ${one})`)];
}

function countedDown(
  node: ts.PostfixUnaryExpression | ts.PrefixUnaryExpression,
): Change[] {
  if (ts.isForStatement(node.parent)) return []; // the loop would never end
  const other = node.operator === ts.SyntaxKind.PlusPlusToken
    ? "--"
    : node.operator === ts.SyntaxKind.MinusMinusToken
    ? "++"
    : null;
  if (other === null) return [];
  const counter = node.operand.getText();
  const text = ts.isPostfixUnaryExpression(node)
    ? counter + other
    : other + counter;
  return [replaced("counted the other way", node, text)];
}
