import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { hash } from "./manifest.ts";

/** Set in a bundle, to the hash of the modules it was made of. */
declare const BUNDLED_GENERATOR_HASH: string;

/** The generator and the vocabulary; all else is imported by them. */
const entries = ["codegen/index", "schema/dsl/index"];
/** Packages whose version may change what is generated. */
const packages = ["rolldown", "ts-morph"];

function takeHash(): string {
  const root = fileURLToPath(new URL("../", import.meta.url));
  const ending = extname(import.meta.url);
  const require = createRequire(import.meta.url);
  const { dependencies } = require("bytewright/package.json");
  const versions = packages.map((name) => `${name} ${dependencies[name]}\n`);
  // Code may bring its runtime along, with the types that compiled modules have no more.
  const runtime = join(dirname(require.resolve("bytewright/package.json")), "src/wire/index.ts");
  const texts = readModules([...entries.map((entry) => join(root, entry + ending)), runtime]);
  const files = [...texts.keys()].sort();
  const modules = files.map((file) => `${relative(root, file).replaceAll("\\", "/")}\n${texts.get(file)}`);
  return hash([...versions, ...modules].join(""));
}

/** An import on a line of its own, as the compiler and the formatter write all of them. */
const imported = /^(?:import|export|\}).*"(\.[^"]+)";$/gm;

/** The text of modules and of all that they import. What else is in their folders may be left from an older build. */
function readModules(files: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  const waiting = new Set(files);
  for (const file of waiting) {
    const text = readFileSync(file, "latin1");
    texts.set(file, text);
    for (const [, path = ""] of text.matchAll(imported)) waiting.add(join(dirname(file), path));
  }
  return texts;
}

/**
 * A hash of the generator's code, of the runtime's and of the packages it works with. It is taken once, and before the generator is
 * loaded: a program that goes on while its code changes still is what it was.
 */
export const generatorHash: string = typeof BUNDLED_GENERATOR_HASH === "string" ? BUNDLED_GENERATOR_HASH : takeHash();
