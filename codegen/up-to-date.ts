import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, parse, relative } from "node:path";
import { attempt } from "../src/files/attempt.ts";
import { type Code, leftOverIn, readText } from "./files.ts";
import { generatorHash } from "./generator-hash.ts";
import { type Job, type Settings, settingsOf } from "./job.ts";
import { formatManifest, hash, type Manifest, manifestName } from "./manifest.ts";

/** How generated code stands to what it depends on, as far as that can be told without running the schema. */
export interface Standing {
  /** whether generating would change nothing; false in doubt */
  readonly isUpToDate: boolean;
  /** what is another than when the code was generated; empty in doubt */
  readonly changed: readonly string[];
}

const inDoubt: Standing = { isUpToDate: false, changed: [] };

/** Compares the generator, what the code was generated from and the code itself with what the manifest says of them. */
export function standingOf(job: Job): Standing {
  const standing = attempt((): Standing => {
    const text = readText(join(job.out, manifestName)) ?? "";
    const manifest: Manifest = JSON.parse(text);
    if (manifest.generator !== "bytewright" || typeof manifest.files !== "object") return inDoubt;
    const isSameGenerator = manifest.generatorHash === generatorHash;
    const isWhole = formatManifest(manifest) === text && isIntact(job.out, manifest);
    // A schema that is made of more than its files has changed if nothing else has.
    const isSameSchema = manifest.fingerprint ? isOfOrigin(job, manifest) : !isWhole || !isSameGenerator;
    return {
      isUpToDate: isWhole && isSameGenerator && isSameSchema,
      changed: [...(isSameGenerator ? [] : ["the generator"]), ...(isSameSchema ? [] : ["the schema or an option"])],
    };
  });
  // Where something is missing or cannot be read, generating will tell.
  return standing ?? inDoubt;
}

/** Whether a folder holds what its manifest says, and nothing else that was generated. */
function isIntact(folder: string, { files }: Manifest): boolean {
  const names = Object.keys(files);
  return (
    names.every((name) => hash(readText(join(folder, name)) ?? "") === files[name]) &&
    leftOverIn(folder, new Set([manifestName, ...names])).length === 0
  );
}

function isOfOrigin(job: Job, manifest: Manifest): boolean {
  // Where one of the files is gone, there is none.
  const found = attempt(() => {
    const files = (manifest.inputs ?? []).map((path) => join(dirname(job.schema), path));
    const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
    return fingerprint(settingsOf(job), describeInputs(job.schema, texts), manifest);
  });
  return found === manifest.fingerprint;
}

/** A file that a schema is made of, as it is now. */
export interface Input {
  /** relative to the schema's folder */
  readonly path: string;
  readonly hash: string;
  /** what else an import of it might find: files of the same name with other endings */
  readonly namesakes: readonly string[];
}

/** The files that `schema` is made of, given with their texts. */
export function describeInputs(schema: string, texts: ReadonlyMap<string, string>): Input[] {
  const inputs = [...texts].map(([file, text]): Input => {
    const path = relative(dirname(schema), file).replaceAll("\\", "/");
    // The schema itself is given by its whole name; a folder of that name beside it may be where its code goes.
    return { path, hash: hash(text), namesakes: path === basename(schema) ? [] : namesakesOf(file) };
  });
  return inputs.sort((a, b) => (a.path < b.path ? -1 : 1));
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
function fingerprint(settings: Settings, inputs: readonly Input[], { generatorHash, files }: Manifest): string {
  return hash(JSON.stringify([generatorHash, settings, inputs, files]));
}

/**
 * Generated files and their manifest, which comes last, as it vouches for the others. Without inputs it cannot tell
 * what they were generated from.
 */
export function withManifest(code: Code, settings: Settings, inputs: readonly Input[] | undefined): Code {
  const files = Object.fromEntries([...code].map(([name, text]) => [name, hash(text)]));
  const own = { generator: "bytewright", generatorHash } as const;
  const print = inputs && fingerprint(settings, inputs, { ...own, files });
  const manifest = { ...own, inputs: inputs?.map(({ path }) => path), fingerprint: print, files };
  return new Map([...code, [manifestName, formatManifest(manifest)]]);
}
