import { readdirSync } from "node:fs";
import { basename, dirname, parse, relative } from "node:path";
import type { EmitSettings } from "./emit/index.ts";
import { hashGenerator } from "./generator-hash.ts";
import { hash, type Manifest } from "./manifest.ts";

/** A file that a schema is made of, as it is now. */
export interface Input {
  /** relative to the schema's folder */
  readonly path: string;
  readonly hash: string;
  /** what else an import of it might find: files of the same name with other endings */
  readonly namesakes: readonly string[];
}

/** A file that `schema` is made of; `text` is as `readLines` gives it. */
export function describeInput(schema: string, file: string, text: string): Input {
  const path = relative(dirname(schema), file).replaceAll("\\", "/");
  // The schema itself is given by its whole name; a folder of that name beside it may be where its code goes.
  return { path, hash: hash(text), namesakes: path === basename(schema) ? [] : namesakesOf(file) };
}

/** Endings that an import may leave out. */
const ending = /^(?:\.[cm]?[jt]sx?|\.json)?$/;

function namesakesOf(file: string): string[] {
  const { name, dir } = parse(file);
  const own = readdirSync(dir).filter((other) => parse(other).name === name && ending.test(parse(other).ext));
  // `./header` may be header.ts as well as header/index.ts.
  return name === "index" ? [...own.sort(), ...namesakesOf(dir)] : own.sort();
}

/** One hash of all that generated code depends on, and of the code itself. It is the same on every machine. */
export function fingerprint(settings: EmitSettings, inputs: readonly Input[], files: Manifest["files"]): string {
  const { runtime, extension, abi, source } = settings;
  return hash(JSON.stringify([hashGenerator(), runtime, extension, abi, source, inputs, files]));
}
