import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { FamilyDefinition } from "../../../schema/dsl/index.ts";
import { type DynamicRecord, dynamicFamily } from "../../dynamic/index.ts";
import { createLoader } from "../../files/schema-loader.ts";
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
  const exported = new Set(Object.values(await run(file)));
  const families = [...exported].filter(isFamily);
  const [family, another] = families;
  if (family === undefined || another !== undefined) {
    const found = families.length === 0 ? "none" : families.map(({ name }) => name).join(", ");
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
  const loader = await createLoader();
  try {
    return await runningSchemas(
      () => loader.import(resolve(file)),
      (message) => report(`${file}: ${message}`),
    );
  } catch (cause) {
    throw new Failure(`${file}: ${oneLine(cause)}`, { cause });
  }
}

/** Faults of a schema are a line each. */
function oneLine(error: unknown): string {
  return textOf(error).trim().replace(/\n\s*/g, "; ");
}

/** What is said of whatever a schema throws: that may be anything. */
function textOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return "it throws what has no text";
  }
}
