import { readFileSync } from "node:fs";

/** The version in the package's package.json, wherever in it this module runs from. */
export function version(): string {
  for (const up of ["../../../", "../../../../"]) {
    try {
      const text = readFileSync(new URL(`${up}package.json`, import.meta.url), "utf8");
      return (JSON.parse(text) as { version: string }).version;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  return "unknown";
}
