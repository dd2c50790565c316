import { createRequire } from "node:module";
import type { Jiti } from "jiti";

/** What loads the modules of a schema. Each loader loads them anew. */
export async function createLoader(): Promise<Jiti> {
  const { createJiti } = await import("jiti");
  return createJiti(import.meta.url, { alias: publishedSchemas(), moduleCache: false, fsCache: false });
}

/** A schema outside of any package finds the vocabulary and the schemas that are published, too: this program's own. */
function publishedSchemas(): { [specifier: string]: string } {
  const require = createRequire(import.meta.url);
  const { exports } = require("bytewright/package.json");
  const specifiers = Object.keys(exports).map((path) => path.replace(".", "bytewright"));
  const found = specifiers.filter((specifier) => specifier.startsWith("bytewright/schema"));
  return Object.fromEntries(found.map((specifier) => [specifier, require.resolve(specifier)]));
}
