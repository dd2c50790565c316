import { type LaidOutFamily, namedStructs } from "../../src/layout/index.ts";
import type { Framing, Layout } from "../../src/wire/index.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import type { FamilyPlan } from "./family.ts";
import { enumerationModule, familyModule, type GeneratedFile, indexModule, structModule } from "./module.ts";
import { derivedField } from "./read.ts";
import { type EmitOptions, type Order, type Unit, unitOf } from "./unit.ts";

/** Where generated code finds its runtime, and what its banner says. */
export interface EmitSettings {
  readonly runtime: string;
  readonly extension: ".ts" | ".js";
  readonly source: string;
}

const little: Order = { name: "little", suffix: "", twin: false };
const bigTwin: Order = { name: "big", suffix: "Be", twin: true };
const bigAlone: Order = { name: "big", suffix: "", twin: false };
/** The only order of a record, in a schema whose structs have both. */
const bigAmongBoth: Order = { name: "big", suffix: "Be", twin: false };

/** A laid out schema in, the text of every file out. Nothing is read or written here. */
export function emit(schema: LaidOutSchema, settings: EmitSettings): Map<string, string> {
  const units = new Map<string, Unit>();
  const files: GeneratedFile[] = [];
  const both = ordersOfSchema(schema);
  for (const family of schema.families) {
    for (const layout of family.structs) add(layout, undefined, both);
    for (const layout of family.records) add(layout, family.framing, ordersOf(family, both));
  }
  for (const layout of schema.structs) {
    for (const struct of namedStructs([layout])) add(struct, undefined, both);
    add(layout, undefined, both);
  }
  const plans = schema.families.map((family) => planOf(family, units));
  schema.families.forEach((family, i) => {
    files.push(familyModule(plans[i] as FamilyPlan, { ...settings, orders: ordersOf(family, both) }));
  });
  const options: EmitOptions = { ...settings, orders: both };
  for (const facts of schema.enumerations) files.push(enumerationModule(facts, options));
  files.push(indexModule([...units.values()], schema.enumerations, plans, options));
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));

  function add(layout: Layout, framing: Framing | undefined, orders: readonly Order[]): void {
    if (units.has(layout.name)) return;
    const unit = unitOf(layout);
    units.set(layout.name, unit);
    files.push(structModule(unit, framing, { ...settings, orders }));
  }
}

/** Byte orders that the structs of a schema need: those of all who hold them; of structs on their own, both. */
function ordersOfSchema({ families, structs }: LaidOutSchema): readonly Order[] {
  const fixed = new Set(families.map(({ byteOrder }) => byteOrder));
  const [only] = fixed;
  if (structs.length > 0 || fixed.size !== 1 || typeof only === "object") return [little, bigTwin];
  return [only === "big" ? bigAlone : little];
}

function ordersOf({ byteOrder }: LaidOutFamily, both: readonly Order[]): readonly Order[] {
  if (typeof byteOrder === "object") return both;
  if (byteOrder === "little") return [little];
  return [both.length === 1 ? bigAlone : bigAmongBoth];
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
    types: family.types,
    opening: family.opening,
    records,
    structs: family.structs.map(({ name }) => units.get(name) as Unit),
  };
}
