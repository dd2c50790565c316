import { dirname, extname, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Jiti } from "jiti";
import { describeInput, type Input } from "./fingerprint.ts";
import { importsOf } from "./imports-of.ts";
import { readLines } from "./read-lines.ts";

/**
 * All files that a schema is made of, read before it runs: one that changes meanwhile is seen to have changed.
 * Undefined if there may be more than files: a package, something computed, the clock.
 */
export function findInputs(schema: string, loader: Jiti): Input[] | undefined {
  try {
    return walkImports(schema, loader);
  } catch {
    // A file is missing or cannot be read: running the schema will tell.
    return undefined;
  }
}

function walkImports(schema: string, loader: Jiti): Input[] | undefined {
  const inputs: Input[] = [];
  const files = new Set([schema]);
  for (const file of files) {
    const text = readLines(file);
    const imported = filesImportedBy(file, text, loader);
    if (imported === undefined) return undefined;
    for (const one of imported) files.add(one);
    inputs.push(describeInput(file, relative(dirname(schema), file).replaceAll("\\", "/"), text));
  }
  return inputs.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function filesImportedBy(file: string, text: string, loader: Jiti): string[] | undefined {
  const imported = extname(file) === ".json" ? [] : importsOf(file, text);
  // The vocabulary is part of the generator.
  const found = imported
    ?.filter((specifier) => specifier !== "bytewright/schema")
    .map((specifier) => resolveFile(specifier, file, loader));
  return found?.every((one) => one !== undefined) ? found : undefined;
}

/** The file that an import stands for. Which one a package stands for is told by more than files. */
function resolveFile(specifier: string, from: string, loader: Jiti): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const url = loader.esmResolve(specifier, { parentURL: pathToFileURL(from).href, try: true });
  return url?.startsWith("file:") ? fileURLToPath(url) : undefined;
}
