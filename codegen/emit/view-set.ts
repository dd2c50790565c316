import { isSettable } from "../../src/layout/index.ts";
import { declareAccessors, setScalar } from "./access.ts";
import { bitSlot, bitsMisfit, bitsRange, putBits } from "./bits.ts";
import { type FitScope, fitType } from "./fit-type.ts";
import type { Imports } from "./imports.ts";
import { pascalCase, plus } from "./names.ts";
import type { EmitOptions, Order, Unit, ValueSlot } from "./unit.ts";
import { valueSuffix } from "./value-suffix.ts";

/** Statements of a view's setter, which writes one field where it stands; undefined for a field that has none. */
export function setterStatements(
  slot: ValueSlot,
  unit: Unit,
  order: Order,
  options: EmitOptions,
  imports: Imports,
): string[] | undefined {
  const { field, type, offset } = slot;
  if (!isSettable(field)) return undefined;
  const record = JSON.stringify(unit.record);
  const path = JSON.stringify(field.name);
  const place = plus("p", offset);
  const bits = bitSlot(slot);
  if (bits !== undefined) {
    const fault = `${imports.use("unfitBits")}(${record}, ${path}, value, "${bitsRange(bits)}")`;
    return write([`if (${bitsMisfit(bits, "value")}) throw ${fault};`], putBits(bits, "value", order, imports));
  }
  if (type.kind === "string") return write(fitText(type.size), putText(type.size));
  const member = `${unit.type}${pascalCase(field.name)}Member`;
  const scope: FitScope = { unit, order, options, imports, record, helpers: [] };
  const check = fitType(type, "value", path, `${member}${valueSuffix(unit.layout, order)}`, slot, scope);
  switch (type.kind) {
    case "integer":
    case "char":
    case "float":
      return write(check, setScalar(type, place, "value", order, imports));
    case "bytes":
      return write(check, `b.bytes.set(value, ${place});`);
    default:
      // The functions for a list's elements are the encoder's, which for unions stand elsewhere.
      if (slot.optional || unit.layout.kind === "union") return undefined;
      return write(check, `write${member}${order.suffix}(b, ${place}, value);`);
  }

  function fitText(room: number): string[] {
    return [
      `if (typeof value !== "string") throw ${imports.use("wrongValue")}(${record}, ${path}, value, "a string");`,
      `const size = ${imports.use("textSize")}(value);`,
      `if (size < 0 || size > ${room}) throw ${imports.use("unfitText")}(${record}, ${path}, size, ${room});`,
    ];
  }

  function putText(room: number): string {
    return `${imports.use("putText")}(b.bytes, ${place}, ${place} + ${room}, value);`;
  }
}

function write(check: readonly string[], statement: string): string[] {
  return [...check, ...declareAccessors(statement, "this.$binding"), "const p = this.$at;", statement];
}
