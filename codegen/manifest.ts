import { createHash } from "node:crypto";

/** The file beside generated code that vouches for it. */
export const manifestName = "manifest.json";

/** What a manifest says. */
export interface Manifest {
  /** a hash of what generated the code; not there in manifests that had none yet */
  readonly generatorHash: string | undefined;
  /** each generated file, with the hash of its text */
  readonly files: { readonly [name: string]: string };
  /** not there if the schema is made of more than its files */
  readonly origin: Origin | undefined;
}

/** What the code was generated from, so that nobody generates it again as long as all of that is the same. */
export interface Origin {
  /** the files that the schema is made of, relative to its folder */
  readonly inputs: readonly string[];
  /** one hash of these and of all else that the manifest tells: parts of two that are merged do not fit */
  readonly fingerprint: string;
}

/** The manifest's text: one way to write each manifest. */
export function formatManifest({ generatorHash, files, origin }: Manifest): string {
  return `${JSON.stringify({ generator: "bytewright", generatorHash, ...origin, files }, null, 2)}\n`;
}

/** Reads a manifest; undefined if it is none of ours. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const { generator, generatorHash, files, inputs, fingerprint } = JSON.parse(text) as { [key: string]: unknown };
    if (generator !== "bytewright" || typeof files !== "object" || files === null) return undefined;
    const hasOrigin = typeof fingerprint === "string" && Array.isArray(inputs);
    return {
      generatorHash: typeof generatorHash === "string" ? generatorHash : undefined,
      files: files as Manifest["files"],
      origin: hasOrigin ? { inputs: inputs.map(String), fingerprint } : undefined,
    };
  } catch {
    return undefined;
  }
}

const opening = '{\n  "generator": "bytewright"';

/** Whether a text is a manifest of ours, though perhaps a broken one: cut off, or with a merge conflict. */
export function isManifest(text: string): boolean {
  return /"generator"\s*:\s*"bytewright"/.test(text);
}

/** Whether a text is the beginning of a manifest, perhaps nothing at all. */
export function beginsAsManifest(text: string): boolean {
  return opening.startsWith(text.trim());
}

/** The names of the files in a manifest, also in a broken one. */
export function filesIn(text: string): string[] {
  return [...text.matchAll(/"([^"\n]+)"\s*:\s*"[0-9a-f]{64}"/g)].map(([, name = ""]) => name);
}

export function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
