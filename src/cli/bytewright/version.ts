import { createRequire } from "node:module";

/** The version in the package's package.json, wherever in it this module runs from. */
export function version(): string {
  return createRequire(import.meta.url)("bytewright/package.json").version;
}
