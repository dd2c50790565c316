import type { FamilyDefinition, Fields } from "../../schema/dsl/index.ts";
import type { Named, SchemaFault } from "../../src/layout/index.ts";
import {
  abiOf,
  definitionOf,
  faultIn,
  headersOf,
  innermost,
  largeStruct,
  layOut,
  structsBeside,
} from "../../src/layout/index.ts";
import { definitionsOf } from "../definitions.ts";
import { isInterpreted } from "../emit/interpreted-module.ts";
import type { Schema } from "../load.ts";

/** Parts of the vocabulary that can be laid out, but for which no code is generated yet. */
export function checkSupported(schema: Schema): SchemaFault[] {
  const { families, structs } = schema;
  const records = families.flatMap((family) => [...headersOf(family), ...family.records]);
  const alone = [...new Set([...structs, ...families.flatMap(structsBeside)])];
  return [
    ...families.flatMap(interpretedHeader),
    ...records.flatMap((one) => unsupported(one, { ...one.fields, ...one.parts }, "")),
    ...outsideOfAll(schema),
    ...alone.flatMap((struct) => [
      ...largeStruct(struct),
      ...unsupported(struct, { ...struct.fields, ...struct.parts }, ""),
    ]),
  ];
}

/** What is exported, and part of nothing that there is code for. */
function outsideOfAll(schema: Schema): SchemaFault[] {
  const used = definitionsOf(schema);
  return (schema.alone ?? []).flatMap((one) => {
    if (used.has(one)) return [];
    const named = { ...one, name: one.name || one.kind };
    if (one.kind === "record") return faultIn(named, "", "is in no family", "list it among a family's records");
    return faultIn(named, "", "no code is generated for a union by itself", "make it a member of a struct or record");
  });
}

/** What is unsupported of some fields. */
function unsupported(holder: Named, fields: Fields, prefix: string): SchemaFault[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const path = prefix + name;
    const inner = definitionOf(innermost(facts.type));
    if (inner === undefined) return [];
    if (inner.kind === "union" && Object.keys(inner.fields).length === 0) {
      return faultIn(holder, path, "no code is generated for unions without members", "leave it out");
    }
    return unsupported(holder, inner.fields, `${path}.`);
  });
}

/** A header stands in the modules of all its family's records. */
function interpretedHeader(family: FamilyDefinition): SchemaFault[] {
  return headersOf(family)
    .filter((header) => isInterpreted(layOut(header, abiOf(family.abi))))
    .map((header) => {
      const problem = "no code is generated for a header with such a tagged union in it";
      return faultIn(header, "", problem, "leave the tag out, or let one number beside the union be its tag");
    });
}
