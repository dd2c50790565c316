import { type LaidOutFamily, namedStructs } from "../../src/layout/index.ts";
import type { Framing, Layout } from "../../src/wire/index.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import { type Order, type Unit, unitOf } from "./unit.ts";

/** A unit that gets a module. */
export interface PlannedUnit {
  readonly unit: Unit;
  /** of a record */
  readonly framing: Framing | undefined;
  readonly orders: readonly Order[];
}

const little: Order = { name: "little", suffix: "", twin: false };
const bigTwin: Order = { name: "big", suffix: "Be", twin: true };
const bigAlone: Order = { name: "big", suffix: "", twin: false };
/** The only order of a record, in a schema whose structs have both. */
const bigAmongBoth: Order = { name: "big", suffix: "Be", twin: false };

/** Every record and named struct of a schema: those that several families or structs hold, once for each. */
export function planUnits(schema: LaidOutSchema): PlannedUnit[] {
  const both = ordersOfSchema(schema);
  const struct = (layout: Layout) => ({ unit: unitOf(layout), framing: undefined, orders: both });
  return [
    ...schema.families.flatMap((family) => [
      ...family.structs.map(struct),
      ...family.records.map((layout) => {
        return { unit: unitOf(layout), framing: family.framing, orders: ordersOf(family, both) };
      }),
    ]),
    ...schema.structs.flatMap((layout) => [...namedStructs([layout]), layout].map(struct)),
  ];
}

/** The same by their C names, each once. */
export function unitsByName(planned: readonly PlannedUnit[]): Map<string, PlannedUnit> {
  const units = new Map<string, PlannedUnit>();
  for (const one of planned) if (!units.has(one.unit.layout.name)) units.set(one.unit.layout.name, one);
  return units;
}

/** Byte orders that the structs of a schema need: those of all who hold them; of structs on their own, both. */
export function ordersOfSchema({ families, structs }: LaidOutSchema): readonly Order[] {
  const fixed = new Set(families.map(({ byteOrder }) => byteOrder));
  const [only] = fixed;
  if (structs.length > 0 || fixed.size !== 1 || typeof only === "object") return [little, bigTwin];
  return [only === "big" ? bigAlone : little];
}

export function ordersOf({ byteOrder }: LaidOutFamily, both: readonly Order[]): readonly Order[] {
  if (typeof byteOrder === "object") return both;
  if (byteOrder === "little") return [little];
  return [both.length === 1 ? bigAlone : bigAmongBoth];
}
