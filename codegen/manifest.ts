import { createHash } from "node:crypto";

/** The file beside generated code that vouches for it. */
export const manifestName = "manifest.json";

/** What a manifest says: of what the code was generated from, so that nobody does it again while that is the same. */
export interface Manifest {
  readonly generator: "bytewright";
  /** a hash of what generated the code */
  readonly generatorHash: string;
  /** the files that the schema is made of, relative to its folder; not there if it is made of more */
  readonly inputs?: readonly string[] | undefined;
  /** one hash of these and of all else that the manifest tells: parts of two that are merged do not fit */
  readonly fingerprint?: string | undefined;
  /** each generated file, with the hash of its text */
  readonly files: { readonly [name: string]: string };
}

/** The manifest's text. */
export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Whether a text is a manifest of ours, though perhaps a broken one: cut off, or with a merge conflict. */
export function isManifest(text: string): boolean {
  return /"generator"\s*:\s*"bytewright"/.test(text);
}

/** The names of the files in a manifest, also in a broken one. */
export function filesIn(text: string): string[] {
  return [...text.matchAll(/"([^"\n]+)"\s*:\s*"[0-9a-f]{64}"/g)].map(([, name = ""]) => name);
}

/** A text with the same line ends on every machine. */
export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** A hash of a text, whatever line ends it was checked out with. */
export function hash(text: string): string {
  return createHash("sha256").update(withLineFeeds(text)).digest("hex");
}
