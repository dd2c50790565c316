import { readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Jiti } from "jiti";
import { ts } from "ts-morph";
import { attempt } from "../src/files/attempt.ts";
import { createLoader } from "../src/files/schema-loader.ts";

/** What a schema is made of, as far as its text tells. */
interface Sources {
  /** the text of each file, in which a character is a byte; undefined if it is not there or cannot be read */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** whether that is all: nothing is missing, or depends on a package, something computed, the clock */
  readonly isAll: boolean;
}

/** The files that a schema is made of and those it lacks, and whether that is all. The schema is not run. */
export async function sourceFilesOf(schema: string): Promise<{ readonly files: string[]; readonly isAll: boolean }> {
  const { files, isAll } = findSources(resolve(schema), await createLoader());
  return { files: [...files.keys()], isAll };
}

/** Follows the imports of a schema without running it. */
export function findSources(schema: string, loader: Jiti): Sources {
  const files = new Map<string, string | undefined>([[schema, undefined]]);
  let isAll = true;
  for (const file of files.keys()) {
    const text = attempt(() => readFileSync(file, "latin1"));
    files.set(file, text);
    isAll &&= text !== undefined;
    for (const specifier of text === undefined || extname(file) === ".json" ? [] : importsOf(file, text)) {
      // The vocabulary is part of the generator.
      if (specifier === "bytewright/schema") continue;
      // Which file a package stands for is told by more than files.
      const found = specifier && /^\.\.?\//.test(specifier) ? fileOf(specifier, file, loader) : undefined;
      if (found === undefined) isAll = false;
      else if (!files.has(found)) files.set(found, undefined);
    }
  }
  return { files, isAll };
}

/** The file that an import stands for, or would if it were there. */
function fileOf(specifier: string, from: string, loader: Jiti): string {
  const url = loader.esmResolve(specifier, { parentURL: pathToFileURL(from).href, try: true });
  return url?.startsWith("file:") ? fileURLToPath(url) : resolve(dirname(from), specifier);
}

/** What a program can learn of its surroundings without an import: such a program may give something else next time. */
const surroundings = new Set([
  ...["process", "global", "globalThis", "module", "require", "eval", "Function", "Bun", "Deno", "navigator"],
  ...["Date", "performance", "random", "crypto", "fetch", "WebSocket", "setTimeout", "setInterval", "setImmediate"],
  ...["Intl", "Temporal", "__dirname", "__filename", "constructor"],
]);

/** Methods that ask which language is spoken here: `localeCompare`, `toLocaleString`. */
const asksLanguage = /^(?:to)?locale[A-Z]/i;

/** What a module imports, types left out; undefined is what it computes or asks of its surroundings, also in doubt. */
function importsOf(file: string, text: string): (string | undefined)[] {
  const specifiers: (string | undefined)[] = [];
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return specifiers;

  function visit(node: ts.Node): void {
    if (isOfTypes(node)) return;
    const from = importedBy(node);
    if (from !== undefined) specifiers.push(ts.isStringLiteralLike(from) ? from.text : undefined);
    else if (asksSurroundings(node)) specifiers.push(undefined);
    ts.forEachChild(node, visit);
  }
}

/** Whether a program names something of its surroundings; a member's name that it puts together is not seen. */
function asksSurroundings(node: ts.Node): boolean {
  // import.meta knows where the module is, and under Vite the environment.
  if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.ImportKeyword;
  const isName = ts.isIdentifier(node) || (ts.isStringLiteralLike(node) && ts.isElementAccessExpression(node.parent));
  if (!isName || isOwnName(node)) return false;
  return surroundings.has(node.text) || asksLanguage.test(node.text);
}

/** Types are gone when the program runs. */
function isOfTypes(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function importedBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  const isCalled = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isCalled ? node.arguments[0] : undefined;
}

/** The name of a field in a struct, say. */
function isOwnName(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}
