import { type Binding, copyBytes } from "../wire/binding.ts";
import type { ByteOrder } from "../wire/codec.ts";
import { getS64, getS64be, getU64, getU64be } from "../wire/integers64.ts";
import type { FieldLayout, IntegerLayout, Layout, TypeLayout } from "../wire/layout.ts";
import { decodeText, decodeWholeText } from "../wire/text.ts";
import { readBits } from "./bits.ts";
import { fieldsOf } from "./fields.ts";
import type { FlexibleLayout } from "./flexible.ts";

type Value = { readonly [field: string]: unknown };

/** The value of a field of the struct at `base`. Of a flexible array, use `readElements`. */
export function readField(field: FieldLayout, b: Binding, base: number, byteOrder: ByteOrder): unknown {
  return field.bits === undefined
    ? readValue(field.type, b, base + field.offset, byteOrder)
    : readBits(b, base, field.bits, field.type as IntegerLayout, byteOrder);
}

/** The first `count` elements of a flexible array that starts at `at`. */
export function readElements(
  { as, element, stride }: FlexibleLayout,
  b: Binding,
  at: number,
  count: number,
  byteOrder: ByteOrder,
): unknown {
  if (as === "bytes") return copyBytes(b.bytes, at, at + count);
  if (as === "string") return decodeWholeText(b.bytes, at, at + count);
  return readList(element, stride, b, at, count, byteOrder);
}

function readValue(type: TypeLayout, b: Binding, at: number, byteOrder: ByteOrder): unknown {
  switch (type.kind) {
    case "integer":
      return readInteger(type, b, at, (type.byteOrder ?? byteOrder) === "little");
    case "float": {
      const littleEndian = (type.byteOrder ?? byteOrder) === "little";
      return type.size === 4 ? b.view.getFloat32(at, littleEndian) : b.view.getFloat64(at, littleEndian);
    }
    case "char":
      return b.view.getUint8(at);
    case "string":
      return decodeText(b.bytes, at, at + type.size);
    case "bytes":
      return copyBytes(b.bytes, at, at + type.size);
    case "array":
      return readList(type.element, type.stride, b, at, type.length, byteOrder);
    case "struct":
      return readStruct(type.layout, b, at, byteOrder);
    case "union":
      return readUnion(type.layout, b, at, byteOrder);
    default:
      throw new TypeError(`a ${type.kind} is not read as one value`);
  }
}

function readInteger({ size, signed, big }: IntegerLayout, b: Binding, at: number, littleEndian: boolean) {
  if (size === 8) return (signed ? (littleEndian ? getS64 : getS64be) : littleEndian ? getU64 : getU64be)(b.view, at);
  const bits = (size * 8) as 8 | 16 | 32;
  const value = signed ? b.view[`getInt${bits}`](at, littleEndian) : b.view[`getUint${bits}`](at, littleEndian);
  return big ? BigInt(value) : value;
}

function readList(
  element: TypeLayout,
  stride: number,
  b: Binding,
  at: number,
  count: number,
  byteOrder: ByteOrder,
): unknown[] {
  return Array.from({ length: count }, (_, i) => readValue(element, b, at + i * stride, byteOrder));
}

/** The fields of a struct, or of a union without a name. */
export function readStruct(layout: Layout, b: Binding, base: number, byteOrder: ByteOrder): Value {
  return Object.fromEntries(fieldsOf(layout).held.map((field) => [field.name, readField(field, b, base, byteOrder)]));
}

/** A union with a name: its bytes, and what each member makes of them. */
export function readUnion(layout: Layout, b: Binding, at: number, byteOrder: ByteOrder): Value {
  return { $bytes: copyBytes(b.bytes, at, at + layout.size), ...readStruct(layout, b, at, byteOrder) };
}
