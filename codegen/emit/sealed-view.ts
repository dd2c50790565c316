import { type ClassDeclarationStructure, StructureKind } from "ts-morph";
import { isSettable } from "../../src/layout/index.ts";
import { type Order, type Unit, valueSlots, viewSuffix } from "./unit.ts";

/** What the name of the view of a header in a record ends in. */
export const sealedView = "SealedView";

/** The view class of a header in a record: type and length, which are all it has, follow from the record. */
export function emitSealedView(unit: Unit, order: Order): ClassDeclarationStructure {
  const written = valueSlots(unit).filter(({ field }) => isSettable(field));
  return {
    kind: StructureKind.Class,
    name: unit.type + sealedView + viewSuffix(order),
    extends: `${unit.type}View${viewSuffix(order)}`,
    isExported: true,
    docs: [`A \`${unit.layout.name}\` in its record${order.twin ? ", big-endian" : ""}, which says what it holds.`],
    getAccessors: written.map(({ field: { name, type } }) => ({
      name,
      returnType: type.kind === "integer" && type.big ? "bigint" : "number",
      hasOverrideKeyword: true,
      statements: `return super.${name};`,
    })),
  };
}
