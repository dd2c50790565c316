import { dirname, extname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Jiti } from "jiti";
import { importsOf } from "./imports-of.ts";
import { createLoader } from "./load.ts";
import { readLines } from "./read-lines.ts";

/** What a schema is made of, as far as its text tells. */
export interface Sources {
  /** each file with its text, as `readLines` gives it */
  readonly texts: ReadonlyMap<string, string>;
  /** files that are imported and are not there, perhaps without the ending, or that cannot be read */
  readonly missing: readonly string[];
  /** whether that is all: nothing is missing, or depends on a package, something computed, the clock */
  readonly isAll: boolean;
}

/** The files that a schema is made of and those it lacks, and whether that is all. The schema is not run. */
export async function sourceFilesOf(schema: string): Promise<{ readonly files: string[]; readonly isAll: boolean }> {
  const { texts, missing, isAll } = findSources(resolve(schema), await createLoader());
  return { files: [...texts.keys(), ...missing], isAll };
}

/** Follows the imports of a schema without running it. */
export function findSources(schema: string, loader: Jiti): Sources {
  const texts = new Map<string, string>();
  const missing: string[] = [];
  let isAll = true;
  const files = new Set([schema]);
  for (const file of files) {
    const text = tryToRead(file);
    if (text === undefined) {
      missing.push(file);
      continue;
    }
    texts.set(file, text);
    const imports = extname(file) === ".json" ? { specifiers: [], isAll: true } : importsOf(file, text);
    isAll &&= imports.isAll;
    for (const specifier of imports.specifiers) {
      // The vocabulary is part of the generator.
      if (specifier === "bytewright/schema") continue;
      // Which file a package stands for is told by more than files.
      if (!/^\.\.?\//.test(specifier)) isAll = false;
      else files.add(fileOf(specifier, file, loader));
    }
  }
  return { texts, missing, isAll: isAll && missing.length === 0 };
}

function tryToRead(file: string): string | undefined {
  try {
    return readLines(file);
  } catch {
    return undefined;
  }
}

/** The file that an import stands for, or would if it were there. */
function fileOf(specifier: string, from: string, loader: Jiti): string {
  const url = loader.esmResolve(specifier, { parentURL: pathToFileURL(from).href, try: true });
  return url?.startsWith("file:") ? fileURLToPath(url) : resolve(dirname(from), specifier);
}
