import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { FamilyDefinition } from "../../../schema/dsl/index.ts";
import { type DynamicRecord, dynamicFamily } from "../../dynamic/index.ts";
import { packSchema } from "../../files/schema-loader.ts";
import { thrownText } from "../../files/thrown-text.ts";
import type { OrderedFamily } from "../../wire/index.ts";
import { runningSchemas } from "../program/program.ts";
import { Failure } from "./failure.ts";
import { report } from "./terminal.ts";

/**
 * The family that a schema module exports, TypeScript or JavaScript. A schema is a program: load only what you would
 * run.
 *
 * @throws Failure if it cannot be loaded, has faults, or does not export just one family
 */
export async function loadFamily(file: string): Promise<OrderedFamily<DynamicRecord>> {
  const families = [...new Set(Object.values(await run(file)))].filter(isFamily);
  const [family] = families;
  if (family === undefined || families.length > 1) {
    const found = families.map(({ name }) => name).join(", ") || "none";
    throw new Failure(`${file}: found ${found}, expected one family among what it exports`);
  }
  try {
    return dynamicFamily(family);
  } catch (cause) {
    // Each fault names its file.
    throw new Failure(oneLine(cause), { cause });
  }
}

function isFamily(exported: unknown): exported is FamilyDefinition {
  return typeof exported === "object" && exported !== null && "kind" in exported && exported.kind === "family";
}

async function run(file: string): Promise<{ readonly [name: string]: unknown }> {
  if (!existsSync(file)) throw new Failure(`${file}: ENOENT: no such file or directory`);
  try {
    return await runningSchemas(
      async () => (await packSchema(resolve(file))).run(),
      (message) => report(`${file}: ${message}`),
    );
  } catch (cause) {
    throw new Failure(oneLine(cause), { cause });
  }
}

/** Faults of a schema are a line each. */
function oneLine(error: unknown): string {
  return thrownText(error).replace(/\n\s*/g, "; ");
}
