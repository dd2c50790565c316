import type { Framing, TypeLayout } from "../../src/wire/index.ts";
import { setScalar, zero } from "./access.ts";
import { bitRuns, bitSlot, putBits } from "./bits.ts";
import { elementCount } from "./flexible-size.ts";
import type { Imports } from "./imports.ts";
import { countedBytes, expectedLength, inUnits } from "./length.ts";
import { kebabCase, literal, pascalCase, plus } from "./names.ts";
import { derivedField, type HeaderField, lengthField } from "./read.ts";
import { emitTaggedWrite, isTagged, tagFunction } from "./tagged-union.ts";
import { isInner, structName, typeText } from "./type-text.ts";
import { emitUnionWrite } from "./union.ts";
import {
  type EmitOptions,
  flexibleSlot,
  type Order,
  payloadSlot,
  type Slot,
  type Unit,
  type ValueSlot,
} from "./unit.ts";
import { uses } from "./uses.ts";

/**
 * The function that writes a value at `p`: every byte of the record, holes as zeros. The value has been found to fit.
 */
export function emitWrite(
  unit: Unit,
  order: Order,
  framing: Framing | undefined,
  options: EmitOptions,
  imports: Imports,
): string {
  if (isTagged(unit)) return emitTaggedWrite(unit, order, imports);
  if (unit.layout.kind === "union") return emitUnionWrite(unit, order, imports);
  const lists: string[] = [];
  const flexible = flexibleSlot(unit);
  const payload = payloadSlot(unit);
  const zeroedBits = bitRuns(unit.slots).flatMap(({ offset, size }) => zero(offset, size, (at) => plus("p", at)));
  const statements = [
    // It may be cut out of bytes that the rest is written over.
    ...(payload === undefined ? [] : writeSlot(payload)),
    ...header(),
    ...zeroedBits.map((line) => `${line} // bit fields`),
    ...unit.slots.filter((slot) => slot !== payload).flatMap(writeSlot),
    ...liftedUnions(),
  ];
  if (flexible !== undefined && statements.some((line) => uses(line, "elements"))) {
    statements.unshift(`const elements = ${elementCount(unit, flexible.field.name, "value", imports)};`);
  }
  const body = statements.join("\n  ");
  const view = uses(body, "v") ? "const v = b.view;\n  " : "";
  const used = (name: string) => (uses(view + body, name) ? name : `_${name}`);
  const own = `export function write${unit.type}${order.suffix}(${used("b")}: ${imports.type("Binding")}, ${used("p")}: number, ${used("value")}: ${unit.type}Init): void {
  ${view}${body}
}`;
  return [...lists, own].join("\n\n");

  /** Type and length of a record. */
  function header(): string[] {
    const { record } = unit.layout;
    if (record === undefined) return [];
    const lines: string[] = [];
    const type = derivedField(unit, "type");
    if (type !== undefined && record.type !== undefined) {
      lines.push(setScalar(type.type, plus("p", type.offset), String(record.type), order, imports));
    }
    const length = lengthField(unit);
    if (length !== undefined) {
      const told =
        flexible?.type.kind === "flexible"
          ? toldLength(length, record.baseSize, flexible.type.stride)
          : expectedLength(length, record.baseSize, framing);
      lines.push(setScalar(length.type, plus("p", length.offset), told, order, imports));
    }
    return lines;
  }

  function toldLength({ type }: HeaderField, base: number, stride: number): string {
    const bytes = `${countedBytes(base, framing)} + elements${stride === 1 ? "" : ` * ${stride}`}`;
    const told = inUnits(bytes, framing);
    return type.big ? `BigInt(${told})` : told;
  }

  function liftedUnions(): string[] {
    return unit.lifted.map(({ unit: union, offset }) => {
      return `write${union.type}${order.suffix}(b, ${plus("p", offset)}, value);`;
    });
  }

  function writeSlot(slot: Slot): string[] {
    const place = (offset: number) => plus("p", offset);
    if (slot.kind === "value" && slot.optional) return [];
    if (slot.kind === "padding") {
      if (slot.bits !== undefined) return [];
      // Behind the start of a flexible array there is no hole: the array or its slack covers it.
      if (flexible !== undefined && slot.offset >= flexible.offset) return [];
      return zero(slot.offset, slot.size, place).map((line) => `${line} // padding`);
    }
    if (slot.kind === "silent" && slot.field.bits !== undefined) return [];
    if (slot.kind === "silent") {
      if (slot.field.reserved)
        return zero(slot.offset, slot.field.size, place).map((line) => `${line} // ${slot.field.name}`);
      return silentHeader(slot);
    }
    const { field } = slot;
    const value = field.constant === undefined ? `value.${field.name}` : literal(field.constant);
    const bits = bitSlot(slot);
    if (bits !== undefined) return [putBits(bits, encodedValue(slot, value), order, imports)];
    return writeType(
      slot.type,
      place(slot.offset),
      encodedValue(slot, value),
      `${unit.type}${pascalCase(field.name)}Member`,
      slot,
    );
  }

  /** A count is not read from the value but from the array. */
  function encodedValue({ field, type }: ValueSlot, value: string): string {
    if (field.tags !== undefined) {
      return `(${tagFunction(unit, field.tags)}(value.${field.tags}) ?? (${value} as number))`;
    }
    if (field.counts === undefined) return value;
    return type.kind === "integer" && type.big ? "BigInt(elements)" : "elements";
  }

  /** Holes and reserved fields of a header; type and length are written by `header`. */
  function silentHeader(slot: Slot & { kind: "silent" }): string[] {
    if (slot.type.kind !== "struct") return [];
    return slot.type.layout.members.flatMap((inner) => {
      if (inner.kind === "field" && inner.derived !== undefined) return [];
      return zero(slot.offset + inner.offset, inner.size, (offset) => plus("p", offset));
    });
  }

  function writeType(type: TypeLayout, place: string, value: string, name: string, slot: ValueSlot): string[] {
    switch (type.kind) {
      case "integer":
      case "float":
      case "char":
        return [setScalar(type, place, value, order, imports)];
      case "string":
        return [`${imports.use("putText")}(b.bytes, ${place}, ${place} + ${type.size}, ${value});`];
      case "bytes":
        return [`b.bytes.set(${value}, ${place});`];
      case "union":
      case "struct": {
        const writer = `write${structName(unit, slot, type)}${order.suffix}`;
        const file = kebabCase(type.layout.name) + options.extension;
        return [`${isInner(unit, slot) ? writer : imports.call(file, writer)}(b, ${place}, ${value});`];
      }
      case "array":
        lists.push(writeList(type, name, slot));
        return [`write${name}${order.suffix}(b, ${place}, ${value});`];
      case "flexible":
        return writeFlexible(type, place, value, name, slot);
    }
  }

  function writeFlexible(
    type: TypeLayout & { kind: "flexible" },
    place: string,
    value: string,
    name: string,
    slot: ValueSlot,
  ): string[] {
    const slack = (unit.layout.record?.baseSize ?? unit.layout.size) - slot.offset;
    const end = `${place} + elements${type.stride === 1 ? "" : ` * ${type.stride}`}`;
    const fill = slack === 0 ? [] : zero(0, slack, (offset) => `${end}${offset === 0 ? "" : ` + ${offset}`}`);
    if (type.as === "bytes") return [`b.bytes.set(${value}, ${place});`, ...fill];
    if (type.as === "string") return [`${imports.use("putText")}(b.bytes, ${place}, ${end}, ${value});`, ...fill];
    lists.push(writeList(type, name, slot));
    return [`write${name}${order.suffix}(b, ${place}, ${value});`, ...fill];
  }

  function writeList(type: TypeLayout & { kind: "array" | "flexible" }, name: string, slot: ValueSlot): string {
    const inner = writeType(type.element, `p + i * ${type.stride}`, "item", `${name}Row`, slot).join("\n    ");
    const view = uses(inner, "v") ? "const v = b.view;\n  " : "";
    const item = typeText(type.element, unit, slot, options, imports, true);
    return `function write${name}${order.suffix}(b: ${imports.type("Binding")}, p: number, list: readonly ${item}[]): void {
  ${view}for (let i = 0; i < list.length; i++) {
    const item = list[i] as ${item};
    ${inner}
  }
}`;
  }
}
