import { fixedOrder, type LaidOutFamily, namedStructs } from "../../src/layout/index.ts";
import type { Layout } from "../../src/wire/index.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import { fileName, typeName } from "./names.ts";

/** The byte orders that a codec exists in: one, or both, of which little is its own and big its twin. */
export type Orders = "both" | "little" | "big";

/** A record or a struct with a name, which gets a module. */
export interface Unit {
  readonly layout: Layout;
  /** name of the TypeScript type, `CkptHdrTask` */
  readonly type: string;
  /** file of the module without its ending, `ckpt-hdr-task` */
  readonly file: string;
  readonly orders: Orders;
  /** of a record */
  readonly family: LaidOutFamily | undefined;
}

/** Every record and named struct of a schema, each once. */
export function planUnits(schema: LaidOutSchema): Unit[] {
  const units = new Map<string, Unit>();
  for (const unit of allUnits(schema)) if (!units.has(unit.layout.name)) units.set(unit.layout.name, unit);
  return [...units.values()];
}

/** The same as often as families hold it, or in another layout. */
export function allUnits(schema: LaidOutSchema): Unit[] {
  const bare = [...new Set(schema.structs.flatMap((layout) => [...namedStructs([layout]), layout]))];
  const ordersFor = ordersOfStructs(schema.families, bare);
  const unit = (layout: Layout, family?: LaidOutFamily): Unit => {
    const orders = family === undefined ? ordersFor(layout) : ordersOf(family);
    return { layout, type: typeName(layout), file: fileName(layout), orders, family };
  };
  return [
    ...schema.families.flatMap((family) => [
      ...family.structs.map((layout) => unit(layout)),
      ...family.records.map((layout) => unit(layout, family)),
    ]),
    ...bare.map((one) => unit(one)),
  ];
}

export function ordersOf(family: LaidOutFamily): Orders {
  return fixedOrder(family) ?? "both";
}

/** The orders of a struct: those of the families that hold it; a bare one has both, unless these are big-endian. */
function ordersOfStructs(families: readonly LaidOutFamily[], bare: readonly Layout[]): (struct: Layout) => Orders {
  const held = new Map<string, Orders>();
  for (const family of families) {
    const orders = ordersOf(family);
    for (const { name } of family.structs) held.set(name, (held.get(name) ?? orders) === orders ? orders : "both");
  }
  const alone = new Set(bare.map(({ name }) => name));
  return ({ name }) => (held.get(name) === "little" && alone.has(name) ? "both" : (held.get(name) ?? "both"));
}
