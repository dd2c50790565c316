import { readdirSync } from "node:fs";
import { basename, dirname, parse, relative } from "node:path";
import type { EmitSettings } from "./emit/index.ts";
import { hashGenerator } from "./generator-hash.ts";
import { formatManifest, hash, type Manifest, manifestName } from "./manifest.ts";
import { withLineFeeds } from "./read-lines.ts";

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
export function fingerprint(
  generatorHash: string | undefined,
  { runtime, extension, source }: EmitSettings,
  inputs: readonly Input[],
  files: Manifest["files"],
): string {
  return hash(JSON.stringify([generatorHash, runtime, extension, source, inputs, files]));
}

/**
 * Generated files and their manifest, which comes last, as it vouches for the others. Without inputs it cannot tell
 * what they were generated from.
 */
export function withManifest(
  code: ReadonlyMap<string, string>,
  settings: EmitSettings,
  inputs: readonly Input[] | undefined,
): Map<string, string> {
  const generatorHash = hashGenerator();
  const files = Object.fromEntries([...code].map(([name, text]) => [name, hash(withLineFeeds(text))]));
  const origin = inputs && {
    inputs: inputs.map(({ path }) => path),
    fingerprint: fingerprint(generatorHash, settings, inputs, files),
  };
  return new Map([...code, [manifestName, formatManifest({ generatorHash, files, origin })]]);
}
