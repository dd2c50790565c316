import { dirname, join } from "node:path";
import { leftOverIn, readText } from "./files.ts";
import { describeInput, fingerprint } from "./fingerprint.ts";
import { type Job, settingsOf } from "./job.ts";
import { formatManifest, hash, type Manifest, manifestName, parseManifest } from "./manifest.ts";
import { readLines } from "./read-lines.ts";

/**
 * Whether generating would change nothing, as far as that can be told without running the schema: the generator, what
 * the code was generated from and the code itself are all as they were. False in doubt.
 */
export function isUpToDate(job: Job): boolean {
  try {
    const text = readText(join(job.out, manifestName)) ?? "";
    const manifest = parseManifest(text);
    if (manifest === undefined || formatManifest(manifest) !== text) return false;
    return isIntact(job.out, manifest) && isOfOrigin(job, manifest);
  } catch {
    // Something is missing or cannot be read: generating will tell.
    return false;
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

function isOfOrigin(job: Job, { files, origin }: Manifest): boolean {
  if (origin === undefined) return false;
  const inputs = origin.inputs.map((path) => {
    const file = join(dirname(job.schema), path);
    return describeInput(job.schema, file, readLines(file));
  });
  return fingerprint(settingsOf(job), inputs, files) === origin.fingerprint;
}
