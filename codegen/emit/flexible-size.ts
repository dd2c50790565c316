import { elementsForEach } from "../../src/layout/index.ts";
import type { TypeLayout } from "../../src/wire/index.ts";
import type { Imports } from "./imports.ts";
import { type Unit, type ValueSlot, valueSlots } from "./unit.ts";

/** How many elements a flexible array of a value has, as C counts them: of a string, its bytes. */
export function elementCount(unit: Unit, array: string, holder: string, imports: Imports): string {
  const slot = valueSlots(unit).find(({ field }) => field.name === array);
  const value = `${holder}.${array}`;
  const isText = slot?.type.kind === "flexible" && slot.type.as === "string";
  return isText ? `${imports.use("textSize")}(${value})` : `${value}.length`;
}

export type FlexibleLayout = TypeLayout & { kind: "flexible" };

/** Expression for the elements that a flexible array has in all, those of lists in it included. */
export function allElements(type: FlexibleLayout, elements: string): string {
  const each = elementsForEach(type);
  return each === 1 ? elements : `${elements} * ${each}`;
}

/** Bytes of a value with a flexible array. */
export function flexibleSize(unit: Unit, { field, type }: ValueSlot, imports: Imports): string {
  if (type.kind !== "flexible") throw new Error(`${field.name} is not flexible`);
  const base = unit.layout.record?.baseSize ?? unit.layout.size;
  const value = `value.${field.name}`;
  const elements = type.as === "string" ? `${imports.use("textSize")}(${value})` : `${value}.length`;
  return `${base} + ${elements}${type.stride === 1 ? "" : ` * ${type.stride}`}`;
}
