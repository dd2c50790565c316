import type { AbiName, LaidOutFamily } from "../src/layout/index.ts";
import { abis, eachOnce, enumerationFacts, layOut, layOutFamily } from "../src/layout/index.ts";
import type { EnumerationFacts, Layout } from "../src/wire/index.ts";
import { enumerationsUsed } from "./definitions.ts";
import type { Schema } from "./load.ts";

/** A schema whose offsets and sizes are known. */
export interface LaidOutSchema {
  readonly families: readonly LaidOutFamily[];
  /** structs outside of families */
  readonly structs: readonly Layout[];
  /** every enumeration that something uses or that the schema exports */
  readonly enumerations: readonly EnumerationFacts[];
}

/** Lays out every family, and every struct outside of families for `abi`. The schema must have been checked. */
export function layOutSchema(schema: Schema, abi: AbiName = "x86_64"): LaidOutSchema {
  const families = schema.families.map(layOutFamily);
  const structs = schema.structs.map((struct) => layOut(struct, abis[abi]));
  // A family's type names come first: they hold those that records bring along.
  const types = families.flatMap(({ types }) => types ?? []);
  const enumerations = eachOnce([...types, ...enumerationsUsed(schema).map(enumerationFacts)]);
  return { families, structs, enumerations };
}
