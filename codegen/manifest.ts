import { createHash } from "node:crypto";

/** The file beside generated code that vouches for it. */
export const manifestName = "manifest.json";

/** What a manifest says. */
export interface Manifest {
  /** each generated file, with the hash of its text */
  readonly files: { readonly [name: string]: string };
  /** not there if the schema is made of more than its files */
  readonly origin?: Origin;
}

/** What the code was generated from, so that nobody generates it again as long as all of that is the same. */
export interface Origin {
  /** the files that the schema is made of, relative to its folder */
  readonly inputs: readonly string[];
  /** one hash of all that the code depends on, and of the code: parts of two manifests that are merged do not fit */
  readonly fingerprint: string;
}

/** The manifest's text: one way to write each manifest. */
export function formatManifest({ files, origin }: Manifest): string {
  return `${JSON.stringify({ generator: "bytewright", ...origin, files }, null, 2)}\n`;
}

/** Reads a manifest; undefined if it is none of ours. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const { generator, files, inputs, fingerprint } = JSON.parse(text) as { [key: string]: unknown };
    if (generator !== "bytewright" || typeof files !== "object" || files === null) return undefined;
    const manifest = { files: files as Manifest["files"] };
    if (typeof fingerprint !== "string" || !Array.isArray(inputs)) return manifest;
    return { ...manifest, origin: { inputs: inputs.map(String), fingerprint } };
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
