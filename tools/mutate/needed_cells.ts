import ts from "typescript";
import type { SourceCell } from "course/chapters.ts";

/**
 * Picks the cells of a chapter that an exercise can't do without: its own, its check, the set-up,
 * and those that declare what these name.
 *
 * @param cells The cells of a chapter's source.
 * @param exercise The exercise's cell.
 * @returns The needed code cells in the chapter's order.
 */
export function neededCells(
  cells: SourceCell[],
  exercise: SourceCell,
): SourceCell[] {
  const code = cells.filter(({ kind }) => kind === "code").map((cell) => {
    const file = ts.createSourceFile(
      "cell.ts",
      cell.source,
      ts.ScriptTarget.ESNext,
      true,
    );
    return { cell, declared: declaredBy(file), used: usedBy(file) };
  });
  const needed = new Set(
    code.filter(({ cell: { role, slug } }) =>
      role === "setup" ||
      slug === exercise.slug && (role === "exercise" || role === "check")
    ),
  );
  for (const { used } of needed) { // also visits those that are added meanwhile
    for (const other of code) {
      if (other.declared.some((name) => used.has(name))) needed.add(other);
    }
  }
  return code.filter((each) => needed.has(each)).map(({ cell }) => cell);
}

function declaredBy(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement): string[] => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) =>
        namesIn(name)
      );
    }
    if (ts.isImportDeclaration(statement)) {
      return statement.importClause ? namesIn(statement.importClause) : [];
    }
    const { name } = statement as Partial<ts.FunctionDeclaration>;
    return name ? [name.text] : [];
  });
}

function namesIn(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  const names: string[] = [];
  ts.forEachChild(node, (child) => {
    names.push(...namesIn(child));
  });
  return names;
}

/** The names that a cell takes from elsewhere: those that it declares itself, at any depth, stand for its own. */
function usedBy(file: ts.SourceFile): Set<string> {
  const used = new Set<string>();
  const own = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isProperty(node)) used.add(node.text);
    const isOwn = ts.isParameter(node) || ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node);
    if (isOwn && ts.isIdentifier(node.name)) own.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return used.difference(own);
}

/** Whether an identifier names a property of something, not a thing of its own. */
function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.name === node ||
    ts.isPropertyAssignment(parent) && parent.name === node ||
    ts.isBindingElement(parent) && parent.propertyName === node;
}
