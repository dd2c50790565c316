import type { Binding } from "../wire/binding.ts";
import type { ByteOrder } from "../wire/codec.ts";
import { setU64, setU64be } from "../wire/integers64.ts";
import type { FieldLayout, IntegerLayout, Layout, TypeLayout } from "../wire/layout.ts";
import { putText } from "../wire/text.ts";
import { writeUnion } from "../wire/union.ts";
import { writeBits } from "./bits.ts";
import { fieldsOf } from "./fields.ts";
import { elementsGiven, type Given } from "./fit.ts";
import { type FlexibleLayout, flexibleOf } from "./flexible.ts";
import { plainUnion } from "./union.ts";

/** Writes a value that fits into bytes that are zero. */
export function writeStruct(layout: Layout, value: Given, b: Binding, base: number, byteOrder: ByteOrder): void {
  const { own, unions } = fieldsOf(layout);
  for (const field of own) writeField(field, heldBy(value, field, layout), b, base, byteOrder);
  for (const union of unions) writeMembers(union.layout, true, value, b, base + union.offset, byteOrder);
}

/** What the codec knows by itself is not looked up in the value. */
function heldBy(value: Given, { name, constant, counts, type }: FieldLayout, layout: Layout): unknown {
  if (constant !== undefined) return constant;
  if (counts === undefined) return value[name];
  const count = elementsGiven(flexibleOf(layout)?.type as FlexibleLayout, value[counts]);
  return (type as IntegerLayout).big ? BigInt(count) : count;
}

/** Writes a field of the struct at `base`. */
export function writeField(field: FieldLayout, value: unknown, b: Binding, base: number, byteOrder: ByteOrder): void {
  if (field.bits === undefined) writeValue(field.type, value, b, base + field.offset, byteOrder);
  else writeBits(b, base, field.bits, value as number | bigint, byteOrder);
}

function writeValue(type: TypeLayout, value: unknown, b: Binding, at: number, byteOrder: ByteOrder): void {
  switch (type.kind) {
    case "integer":
      writeInteger(type, value as number | bigint, b, at, (type.byteOrder ?? byteOrder) === "little");
      return;
    case "float": {
      const littleEndian = (type.byteOrder ?? byteOrder) === "little";
      if (type.size === 4) b.view.setFloat32(at, value as number, littleEndian);
      else b.view.setFloat64(at, value as number, littleEndian);
      return;
    }
    case "char":
      b.view.setUint8(at, value as number);
      return;
    case "string":
      putText(b.bytes, at, at + type.size, value as string);
      return;
    case "bytes":
      b.bytes.set(value as Uint8Array, at);
      return;
    case "array":
      writeList(type, value as readonly unknown[], b, at, byteOrder);
      return;
    case "flexible":
      if (type.as === "list") writeList(type, value as readonly unknown[], b, at, byteOrder);
      else if (type.as === "bytes") b.bytes.set(value as Uint8Array, at);
      else putText(b.bytes, at, at + elementsGiven(type, value), value as string);
      return;
    case "struct":
      writeStruct(type.layout, value as Given, b, at, byteOrder);
      return;
    case "union":
      writeMembers(type.layout, false, value as Given, b, at, byteOrder);
  }
}

function writeMembers(
  union: Layout,
  isLifted: boolean,
  value: Given,
  b: Binding,
  at: number,
  byteOrder: ByteOrder,
): void {
  writeUnion(b, at, plainUnion(union, isLifted, union.name, byteOrder), value);
}

function writeList(
  { element, stride }: { readonly element: TypeLayout; readonly stride: number },
  list: readonly unknown[],
  b: Binding,
  at: number,
  byteOrder: ByteOrder,
): void {
  for (const [i, item] of list.entries()) writeValue(element, item, b, at + i * stride, byteOrder);
}

/** Two's complement: signed numbers have the same bytes as unsigned ones. */
function writeInteger(
  { size }: IntegerLayout,
  value: number | bigint,
  b: Binding,
  at: number,
  littleEndian: boolean,
): void {
  if (size === 8) (littleEndian ? setU64 : setU64be)(b.view, at, BigInt.asUintN(64, BigInt(value)));
  else b.view[`setUint${(size * 8) as 8 | 16 | 32}`](at, Number(value), littleEndian);
}
