import type { LaidOutFamily } from "../../src/layout/index.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import type { FamilyPlan } from "./family.ts";
import { enumerationModule, familyModule, type GeneratedFile, indexModule, structModule } from "./module.ts";
import { ordersOf, ordersOfSchema, planUnits, unitsByName } from "./plan-units.ts";
import { derivedField } from "./read.ts";
import type { EmitOptions, Unit } from "./unit.ts";

/** Where generated code finds its runtime, and what its banner says. */
export interface EmitSettings {
  readonly runtime: string;
  readonly extension: ".ts" | ".js";
  readonly source: string;
}

/** A laid out schema in, the text of every file out. Nothing is read or written here. */
export function emit(schema: LaidOutSchema, settings: EmitSettings): Map<string, string> {
  const planned = unitsByName(planUnits(schema));
  const units = new Map([...planned].map(([name, { unit }]) => [name, unit]));
  const both = ordersOfSchema(schema);
  const headers = new Set(schema.families.map(({ header }) => header.name));
  const files: GeneratedFile[] = [...planned.values()].map(({ unit, framing, orders }) => {
    return structModule(unit, framing, headers.has(unit.layout.name), { ...settings, orders });
  });
  const plans = schema.families.map((family) => planOf(family, units));
  schema.families.forEach((family, i) => {
    files.push(familyModule(plans[i] as FamilyPlan, { ...settings, orders: ordersOf(family, both) }));
  });
  const options: EmitOptions = { ...settings, orders: both };
  for (const facts of schema.enumerations) files.push(enumerationModule(facts, options));
  files.push(indexModule([...units.values()], schema.enumerations, plans, options));
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function planOf(family: LaidOutFamily, units: ReadonlyMap<string, Unit>): FamilyPlan {
  const records = family.records.map((layout) => units.get(layout.name) as Unit);
  const [first] = records;
  return {
    name: family.name,
    doc: family.doc,
    header: family.header,
    framing: family.framing,
    type: first && derivedField(first, "type"),
    length: first && derivedField(first, "length"),
    types: family.types,
    opening: family.opening,
    records,
    structs: family.structs.map(({ name }) => units.get(name) as Unit),
  };
}
