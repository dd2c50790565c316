import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { exactly, faultIn, type SchemaFault } from "../../src/layout/index.ts";
import type { Layout } from "../../src/wire/index.ts";
import { definitionsOf, enumerationsUsed } from "../definitions.ts";
import type { Unit } from "../emit/unit.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

/** What families and structs share by its C name, and what is not the same for all of them: each name has one codec. */
export function checkShared(schema: Schema, laidOut: LaidOutSchema, planned: readonly Unit[]): SchemaFault[] {
  return [...sharedUnits(schema, planned), ...sharedTypes(schema, laidOut)];
}

function sharedUnits(schema: Schema, planned: readonly Unit[]): SchemaFault[] {
  const files = new Map([...definitionsOf(schema).keys()].map(({ name, definedIn }) => [name, definedIn]));
  const first = new Map<string, Layout>();
  const faults = new Map<string, SchemaFault>();
  for (const { layout } of planned) {
    const { name } = layout;
    const before = first.get(name);
    if (before === undefined) first.set(name, layout);
    else if (before !== layout && describe(before) !== describe(layout)) {
      const problem = `is ${useOf(before)} and ${useOf(layout)}, and these are not the same`;
      const cure = "give each family a schema of its own, or one of them another name";
      faults.set(name, faultIn({ name, definedIn: files.get(name) }, "", problem, cure));
    }
  }
  return [...faults.values()];
}

/** A layout without what may differ where bytes and values are the same. */
function describe(layout: Layout): string {
  return JSON.stringify(layout, (key, value) => {
    // A tag's members have any names, these among them, and are numbers.
    return (key === "abi" || key === "doc") && typeof value === "string" ? undefined : exactly(value);
  });
}

function useOf({ record, abi }: Layout): string {
  return record === undefined ? `a struct laid out for ${abi}` : `a record of ${record.family}`;
}

/** The names that a family's records add to the enumeration of its types: no other family may take them for its own. */
function sharedTypes({ families }: Schema, laidOut: LaidOutSchema): SchemaFault[] {
  return families.flatMap((family, i): SchemaFault[] => {
    const own = family.types;
    const added = laidOut.families[i]?.types?.members.slice(own?.members.length) ?? [];
    const other = families.find((one) => one !== family && uses(one, own?.name));
    if (own === undefined || other === undefined || added.length === 0) return [];
    const names = added.map(({ name }) => name).join(", ");
    const problem = `${other.name} uses it, too, and would take the types that records of ${family.name} bring along for its own: ${names}`;
    const cure = "name all types in it, or give each family an enumeration of its own";
    return [faultIn(own, "", problem, cure)];
  });
}

function uses(family: FamilyDefinition, enumeration: string | undefined): boolean {
  const used = enumerationsUsed({ families: [family], structs: [], enumerations: [] });
  return used.some(({ name }) => name === enumeration);
}
