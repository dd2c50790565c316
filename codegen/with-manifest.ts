import type { EmitSettings } from "./emit/index.ts";
import { fingerprint, type Input } from "./fingerprint.ts";
import { formatManifest, hash, manifestName } from "./manifest.ts";

/**
 * Generated files and their manifest, which comes last, as it vouches for the others. Without inputs it cannot tell
 * what they were generated from.
 */
export function withManifest(
  code: ReadonlyMap<string, string>,
  settings: EmitSettings,
  inputs: readonly Input[] | undefined,
): Map<string, string> {
  const files = Object.fromEntries([...code].map(([name, text]) => [name, hash(text)]));
  const origin = inputs && {
    inputs: inputs.map(({ path }) => path),
    fingerprint: fingerprint(settings, inputs, files),
  };
  return new Map([...code, [manifestName, formatManifest({ files, ...(origin && { origin }) })]]);
}
