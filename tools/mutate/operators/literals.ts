import ts from "typescript";
import { type Change, leftOut, replaced } from "../change.ts";
import { otherThan } from "./numbers.ts";

/**
 * Finds texts that can be misspelled, and properties and elements that can be left out.
 *
 * @param node A node of a cell's syntax tree.
 * @returns The changes at this node.
 */
export function literals(node: ts.Node): Change[] {
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.map((each) =>
      leftOut("property left out", node.properties, each)
    );
  }
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.map((each) =>
      leftOut("element left out", node.elements, each)
    );
  }
  if (isForPeople(node)) return [];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return misspelled(node);
  }
  return ts.isTemplateExpression(node) ? shortened(node) : [];
}

function misspelled(
  node: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral,
): Change[] {
  const { parent, text } = node;
  const isName = ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isPropertyAssignment(parent) && parent.name === node;
  if (isName) return [];
  if (/^-?\d+$/.test(text)) {
    return otherThan(Number(text)).map((other) =>
      replaced("another number", node, `"${other}"`)
    );
  }
  const neighbour = neighbourOf(node);
  return [
    neighbour === undefined
      ? replaced("text misspelled", node, JSON.stringify(`${text}x`))
      : replaced("text taken twice", node, neighbour),
  ];
}

/** Another text of the same list: in a list of names, any name may be right, but not the same one again. */
function neighbourOf(node: ts.Expression): string | undefined {
  if (!ts.isArrayLiteralExpression(node.parent)) return undefined;
  const texts = node.parent.elements.filter((each) => ts.isStringLiteral(each));
  const others = texts.filter((each) => each.getText() !== node.getText());
  return others.at(0)?.getText();
}

function shortened(node: ts.TemplateExpression): Change[] {
  const values = node.templateSpans.map(({ expression }) =>
    `\${${expression.getText()}}`
  );
  const texts = [
    node.head.rawText ?? "",
    ...node.templateSpans.map(({ literal }) => literal.rawText ?? ""),
  ];
  const written = (without: number): string =>
    "`" + texts.map((text, index) =>
      text + (index === without ? "" : values[index] ?? "")
    ).join("") + "`";
  const changes = values.map((_, index) =>
    replaced("part of a text left out", node, written(index))
  );
  if (texts.some((text) => text !== "")) {
    const text = "`" + values.join("") + "`";
    changes.push(replaced("part of a text left out", node, text));
  }
  return changes;
}

/** What is printed, or what an error says, may be said in other words. */
function isForPeople({ parent }: ts.Node): boolean {
  return (ts.isNewExpression(parent) || ts.isCallExpression(parent)) &&
    /^console\.|(Error|Trouble)$/.test(parent.expression.getText());
}
