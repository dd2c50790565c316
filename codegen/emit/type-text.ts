import type { TypeLayout } from "../../src/wire/index.ts";
import type { Imports } from "./imports.ts";
import { kebabCase, pascalCase } from "./names.ts";
import type { EmitOptions, Unit, ValueSlot } from "./unit.ts";

/** The TypeScript type of a field's value, or with `init` of what its encoder takes. */
export function typeText(
  type: TypeLayout,
  unit: Unit,
  slot: ValueSlot,
  options: EmitOptions,
  imports: Imports,
  init = false,
): string {
  switch (type.kind) {
    case "integer":
      return type.big ? "bigint" : "number";
    case "float":
    case "char":
      return "number";
    case "string":
      return "string";
    case "bytes":
      return "Uint8Array";
    case "flexible":
      if (type.as !== "list") return type.as === "bytes" ? "Uint8Array" : "string";
      return `${typeText(type.element, unit, slot, options, imports, init)}[]`;
    case "array":
      return `${typeText(type.element, unit, slot, options, imports, init)}[]`;
    case "struct":
    case "union": {
      const name = structName(unit, slot, type) + (init ? "Init" : "");
      return isInner(unit, slot) ? name : imports.typeFrom(kebabCase(type.layout.name) + options.extension, name);
    }
  }
}

/** Whether the struct of a field is emitted beside this unit. */
export function isInner(unit: Unit, slot: ValueSlot): boolean {
  return innerOf(unit, slot) !== undefined;
}

/** The unit of a field's struct or union that is emitted beside this one. */
export function innerOf(unit: Unit, { field }: ValueSlot): Unit | undefined {
  return unit.inner.find((inner) => inner.field === field);
}

/** Name of the type of a nested struct. */
export function structName(unit: Unit, slot: ValueSlot, type: TypeLayout & { kind: "struct" | "union" }): string {
  return innerOf(unit, slot)?.type ?? pascalCase(type.layout.name);
}

/** `u32`, `s64`: an integer's name in messages and in the schema. */
export function integerName(
  type: TypeLayout & { kind: "integer" },
): "u8" | "u16" | "u32" | "u64" | "s8" | "s16" | "s32" | "s64" {
  return `${type.signed ? "s" : "u"}${type.size * 8}` as "u8";
}
