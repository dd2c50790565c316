import { ts } from "ts-morph";

/** What a program can learn of its surroundings without an import: such a program may give something else next time. */
const surroundings = new Set([
  ...["process", "global", "globalThis", "module", "require", "eval", "Function", "Bun", "Deno", "navigator"],
  ...["Date", "performance", "random", "crypto", "fetch", "WebSocket", "setTimeout", "setInterval", "setImmediate"],
]);

/**
 * What a module imports, types left out; undefined if its text does not tell all that it depends on, because it
 * computes what to import or asks its surroundings. Undefined in doubt.
 */
export function importsOf(file: string, text: string): string[] | undefined {
  const specifiers: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return isKnown(source) ? specifiers : undefined;

  function isKnown(node: ts.Node): boolean {
    const from = importedBy(node);
    if (from === "nothing") return true;
    if (from !== undefined) {
      if (!ts.isStringLiteralLike(from)) return false;
      specifiers.push(from.text);
    }
    if (ts.isIdentifier(node) && surroundings.has(node.text) && !isOwnName(node)) return false;
    return ts.forEachChild(node, (child) => (isKnown(child) ? undefined : "unknown")) === undefined;
  }
}

/** What a node imports from. Types are gone when the program runs. */
function importedBy(node: ts.Node): ts.Expression | "nothing" | undefined {
  if (ts.isImportDeclaration(node)) {
    return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? "nothing" : node.moduleSpecifier;
  }
  if (ts.isExportDeclaration(node)) return node.isTypeOnly ? "nothing" : node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}

/** The name of a field in a struct, say. */
function isOwnName(node: ts.Identifier): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}
