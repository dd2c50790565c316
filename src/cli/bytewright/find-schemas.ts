import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every `schema/NAME/index.ts`. `schema/dsl` is the vocabulary itself, where that is kept beside the schemas. */
export function findSchemas(): string[] {
  if (!statSync("schema", { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync("schema", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "dsl")
    .map(({ name }) => join("schema", name, "index.ts"))
    .filter((file) => existsSync(file))
    .sort();
}
