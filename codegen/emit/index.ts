import type { EnumerationFacts, Framing } from "../../src/wire/index.ts";
import type { LaidOutFamily, LaidOutSchema } from "../lay-out-schema.ts";
import type { FamilyPlan } from "./family.ts";
import { enumerationModule, familyModule, type GeneratedFile, indexModule, structModule } from "./module.ts";
import { derivedField } from "./read.ts";
import { type EmitOptions, namedStructs, type Order, type Unit, unitOf } from "./unit.ts";

/** Where generated code finds its runtime, and what its banner says. */
export interface EmitSettings {
  readonly runtime: string;
  readonly extension: ".ts" | ".js";
  readonly source: string;
}

const little: Order = { name: "little", suffix: "" };
const bigTwin: Order = { name: "big", suffix: "Be" };
const big: Order = { name: "big", suffix: "" };

/** A laid out schema in, the text of every file out. Nothing is read or written here. */
export function emit(schema: LaidOutSchema, settings: EmitSettings): Map<string, string> {
  const units = new Map<string, Unit>();
  const files: GeneratedFile[] = [];
  for (const family of schema.families) {
    const options = { ...settings, orders: ordersOf(family) };
    for (const layout of family.structs) addStructs(layout, undefined, options);
    for (const layout of family.records) addStructs(layout, family.framing, options);
  }
  for (const layout of schema.structs) addStructs(layout, undefined, { ...settings, orders: [little, bigTwin] });
  const options: EmitOptions = { ...settings, orders: [little] };
  const plans = schema.families.map((family) => planOf(family, units));
  schema.families.forEach((family, i) => {
    files.push(familyModule(plans[i] as FamilyPlan, { ...settings, orders: ordersOf(family) }));
  });
  for (const facts of schema.enumerations) files.push(enumerationModule(facts as EnumerationFacts, options));
  files.push(indexModule([...units.values()], schema.enumerations, plans, options));
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));

  function addStructs(
    layout: LaidOutSchema["structs"][number],
    framing: Framing | undefined,
    options: EmitOptions,
  ): void {
    for (const struct of namedStructs(layout).values()) addUnit(struct, undefined, options);
    addUnit(layout, framing, options);
  }

  function addUnit(layout: LaidOutSchema["structs"][number], framing: Framing | undefined, options: EmitOptions): void {
    if (units.has(layout.name)) return;
    const unit = unitOf(layout);
    units.set(layout.name, unit);
    files.push(structModule(unit, framing, options));
  }
}

function ordersOf({ byteOrder }: LaidOutFamily): readonly Order[] {
  if (typeof byteOrder === "object") return [little, bigTwin];
  return [byteOrder === "big" ? big : little];
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
  };
}
