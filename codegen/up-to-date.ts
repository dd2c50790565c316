import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, parse, relative } from "node:path";
import { attempt } from "../src/files/attempt.ts";
import type { EmitSettings } from "./emit/scope.ts";
import { leftOverIn, readText } from "./files.ts";
import { hashGenerator } from "./generator-hash.ts";
import { type Job, settingsOf } from "./job.ts";
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
    const isSameGenerator = manifest.generatorHash === hashGenerator();
    const isWhole = formatManifest(manifest) === text && isIntact(job.out, manifest);
    const isTold = manifest.generatorHash !== undefined && manifest.fingerprint !== undefined;
    // A schema that is made of more than its files has changed if nothing else has.
    const isSameSchema = isTold ? isOfOrigin(job, manifest) : !isWhole || !isSameGenerator;
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
    const inputs = (manifest.inputs ?? []).map((path) => {
      const file = join(dirname(job.schema), path);
      return describeInput(job.schema, file, readFileSync(file, "utf8"));
    });
    return fingerprint(settingsOf(job), inputs, manifest);
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

/** A file that `schema` is made of, and its text. */
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
function fingerprint(settings: EmitSettings, inputs: readonly Input[], { generatorHash, files }: Manifest): string {
  return hash(JSON.stringify([generatorHash, settings, inputs, files]));
}

type Code = ReadonlyMap<string, string>;

/**
 * Generated files and their manifest, which comes last, as it vouches for the others. Without inputs it cannot tell
 * what they were generated from.
 */
export function withManifest(code: Code, settings: EmitSettings, inputs: readonly Input[] | undefined): Code {
  const files = Object.fromEntries([...code].map(([name, text]) => [name, hash(text)]));
  const manifest: Manifest = { generator: "bytewright", generatorHash: hashGenerator(), files };
  const origin = inputs && {
    inputs: inputs.map(({ path }) => path),
    fingerprint: fingerprint(settings, inputs, manifest),
  };
  return new Map([...code, [manifestName, formatManifest({ ...manifest, ...origin })]]);
}
