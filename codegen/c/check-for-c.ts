import type { StructDefinition } from "../../schema/dsl/index.ts";
import { faultIn, followerStructs, isUnnamedBits, type SchemaFault } from "../../src/layout/index.ts";
import type { Schema } from "../load.ts";
import { type Constant, constantsIn, fitsInt, type HeaderName, tagsAndMembersIn } from "./names-in-header.ts";
import { isTaken, isTakenForValue } from "./taken-names.ts";

/** What has codecs, and no C header that compiles. The schema must have been checked. */
export function checkForC(schema: Schema): SchemaFault[] {
  const structs = [...schema.structs, ...schema.families.flatMap(followerStructs)];
  const constants = constantsIn(schema);
  const others = tagsAndMembersIn(schema);
  return [
    ...takenNames(constants, isTakenForValue),
    ...takenNames(others, isTaken),
    ...sharedNames(constants),
    ...hiddenNames(constants, others),
    ...[...new Set(structs)].flatMap(loneArray),
  ];
}

function takenNames(names: readonly HeaderName[], taken: (name: string) => boolean): SchemaFault[] {
  return names
    .filter(({ name }) => taken(name))
    .flatMap((one) => fault(one, `GCC or <stdint.h> has a meaning of its own for ${one.name}`, "give it another name"));
}

/** In C the members of all enumerations are in one name space: C11 6.2.3 "Name spaces of identifiers". */
function sharedNames(constants: readonly Constant[]): SchemaFault[] {
  const owners = new Map<string, Constant>();
  return constants.flatMap((constant) => {
    const owner = owners.get(constant.name);
    if (owner === undefined) owners.set(constant.name, constant);
    if (owner === undefined) return [];
    return fault(constant, `${owner.of.name} has one of that name, too, and C has one meaning for it`, "rename one");
  });
}

/** Whatever has the name of a macro is replaced by it. */
function hiddenNames(constants: readonly Constant[], others: readonly HeaderName[]): SchemaFault[] {
  const owners = new Map(others.map((one) => [one.name, one]));
  return constants.flatMap((constant) => {
    if (fitsInt(constant.value)) return [];
    const owner = owners.get(constant.name);
    if (owner === undefined && constant.name !== "defined") return [];
    const hidden = owner === undefined ? "C's own" : [owner.of.name, owner.field].filter(Boolean).join(".");
    return fault(constant, `fits no int, so that it is a macro in C, and ${hidden} has its name, too`, "rename one");
  });
}

function fault({ field, of }: Pick<HeaderName, "field" | "of">, problem: string, cure: string): SchemaFault[] {
  return [faultIn(of, field, problem, cure)];
}

/** C11 6.7.2.1 "Structure and union specifiers", 18: a flexible array is the last of several members. */
function loneArray(struct: StructDefinition): SchemaFault[] {
  const named = Object.entries(struct.fields).filter(([, { facts }]) => !isUnnamedBits(facts.type));
  const [[field, only] = [], another] = named;
  if (field === undefined || another !== undefined || only?.facts.type.kind !== "flexible") return [];
  const cure = "put a member before it, or give it a length";
  return fault({ field, of: struct }, "is a flexible array without a member before it, which C forbids", cure);
}
