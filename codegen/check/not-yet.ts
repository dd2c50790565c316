import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { abiOf, faultIn, headersOf, layOut, type SchemaFault } from "../../src/layout/index.ts";
import { definitionsOf } from "../definitions.ts";
import { isInterpreted } from "../emit/interpreted-module.ts";
import type { Schema } from "../load.ts";

/** What can be laid out, and there is no code for. */
export function checkSupported(schema: Schema): SchemaFault[] {
  return [...schema.families.flatMap(interpretedHeader), ...outsideOfAll(schema)];
}

/** What is exported, and part of nothing that there is code for. */
function outsideOfAll(schema: Schema): SchemaFault[] {
  const used = definitionsOf(schema);
  return (schema.alone ?? []).flatMap((one) => {
    if (used.has(one)) return [];
    const named = { ...one, name: one.name || one.kind };
    if (one.kind === "record") return faultIn(named, "", "is in no family", "list it among a family's records");
    const problem = one.tag ? "has a tag, which nothing around it tells" : "is a union by itself without a name";
    const cure = one.tag ? "leave the tag out" : 'give it one: union({ … }, { name: "…" })';
    return faultIn(named, "", problem, `${cure}, or make it a member of a struct or record`);
  });
}

/** A header stands in the modules of all its family's records. */
function interpretedHeader(family: FamilyDefinition): SchemaFault[] {
  return headersOf(family)
    .filter((header) => isInterpreted(layOut(header, abiOf(family.abi))))
    .map((header) => {
      const problem = "no code is generated for a header with a tagged union in it";
      return faultIn(header, "", problem, "leave the tag out");
    });
}
