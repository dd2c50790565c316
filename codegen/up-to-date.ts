import { dirname, join } from "node:path";
import { leftOverIn, readText } from "./files.ts";
import { describeInput, fingerprint } from "./fingerprint.ts";
import { hashGenerator } from "./generator-hash.ts";
import { type Job, settingsOf } from "./job.ts";
import { formatManifest, hash, type Manifest, manifestName, parseManifest } from "./manifest.ts";
import { readLines } from "./read-lines.ts";

/** How generated code stands to what it depends on, as far as that can be told without running the schema. */
export interface Standing {
  /** whether generating would change nothing; false in doubt */
  readonly isUpToDate: boolean;
  /** what is another than when the code was generated; empty in doubt */
  readonly changed: readonly string[];
}

/** Compares the generator, what the code was generated from and the code itself with what the manifest says of them. */
export function standingOf(job: Job): Standing {
  try {
    const text = readText(join(job.out, manifestName)) ?? "";
    const manifest = parseManifest(text);
    if (manifest === undefined) return { isUpToDate: false, changed: [] };
    const isSameGenerator = manifest.generatorHash === hashGenerator();
    const isWhole = formatManifest(manifest) === text && isIntact(job.out, manifest);
    const isTold = manifest.generatorHash !== undefined && manifest.origin !== undefined;
    // A schema that is made of more than its files has changed if nothing else has.
    const isSameSchema = isTold ? isOfOrigin(job, manifest) : !isWhole || !isSameGenerator;
    return {
      isUpToDate: isWhole && isSameGenerator && isSameSchema,
      changed: [...(isSameGenerator ? [] : ["the generator"]), ...(isSameSchema ? [] : ["the schema or an option"])],
    };
  } catch {
    // Something is missing or cannot be read: generating will tell.
    return { isUpToDate: false, changed: [] };
  }
}

/** Whether a folder holds what its manifest says, and nothing else that was generated. */
function isIntact(folder: string, { files }: Manifest): boolean {
  const names = Object.keys(files);
  return (
    names.every((name) => hash(readText(join(folder, name)) ?? "") === files[name]) &&
    leftOverIn(folder, new Set([manifestName, ...names])).length === 0
  );
}

function isOfOrigin(job: Job, { generatorHash, files, origin }: Manifest): boolean {
  try {
    const inputs = origin?.inputs.map((path) => {
      const file = join(dirname(job.schema), path);
      return describeInput(job.schema, file, readLines(file));
    });
    return fingerprint(generatorHash, settingsOf(job), inputs ?? [], files) === origin?.fingerprint;
  } catch {
    // One of them is gone.
    return false;
  }
}
