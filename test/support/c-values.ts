import type { FieldLayout, IntegerLayout, Layout, RecordType, TypeLayout } from "../../src/wire/index.ts";
import { putText, setWide, textSize } from "../../src/wire/index.ts";

/** What a record's header must say, for the fields that a value leaves out, and the byte order of the machine. */
export interface Derived {
  readonly type: RecordType | undefined;
  readonly length: number;
  readonly byteOrder: "little" | "big";
}

/** What the machine takes the bytes of an integer for: something else, where the field has its own byte order. */
function native(value: number | bigint, type: TypeLayout, { byteOrder }: Derived): number | bigint {
  if (type.kind !== "integer" || type.byteOrder === undefined || type.byteOrder === byteOrder) return value;
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt.asUintN(64, BigInt(value)), true);
  const swapped = bytes.getBigUint64(0) >> BigInt(64 - type.size * 8);
  return type.signed ? BigInt.asIntN(type.size * 8, swapped) : swapped;
}

/** A value as a C initialiser: `{ .h = { .type = 101u, .len = 40u }, .state = 1u, … }`. */
export function toInitializer(layout: Layout, value: object, derived: Derived): string {
  return `{ ${initializers(layout, value, derived).join(", ")} }`;
}

function initializers(layout: Layout, value: object, derived: Derived): string[] {
  return layout.members.flatMap((member) => {
    if (member.kind === "padding" || member.reserved) return [];
    if (member.name === "") return "layout" in member.type ? initializers(member.type.layout, value, derived) : [];
    if (layout.kind === "union" && !(member.name in value)) return [];
    const text = initializer(member, value, derived);
    return text === undefined ? [] : [`.${member.name} = ${text}`];
  });
}

function initializer(field: FieldLayout, value: object, derived: Derived): string | undefined {
  if (field.derived === "type" || field.derived === "length") return derived[field.derived]?.toString();
  if (field.constant !== undefined) return number(native(field.constant, field.type, derived), field.type);
  const own = (value as { [name: string]: unknown })[field.name];
  if (field.counts !== undefined) return String((value as { [name: string]: unknown[] })[field.counts]?.length);
  return valueText(field.type, own ?? {}, derived);
}

function valueText(type: TypeLayout, value: unknown, derived: Derived): string | undefined {
  switch (type.kind) {
    case "string":
      return list([...textBytes(value as string)].map(String));
    case "bytes":
      return list([...(value as Uint8Array)].map(String));
    case "array":
    case "flexible":
      if (typeof value === "string") return list([...textBytes(value)].map(String));
      return list([...(value as Iterable<unknown>)].map((item) => valueText(type.element, item, derived) ?? "{}"));
    case "struct":
    case "union":
      return toInitializer(type.layout, value as object, derived);
    default:
      if (type.kind === "integer" && ![1, 2, 4, 8].includes(type.size)) return list(oddBytes(type, value, derived));
      return number(native(value as number | bigint, type, derived), type);
  }
}

/** C has integers of odd widths as arrays of bytes. */
function oddBytes({ size, byteOrder }: IntegerLayout, value: unknown, derived: Derived): string[] {
  const bytes = new Uint8Array(size);
  setWide(new DataView(bytes.buffer), 0, size, value as number | bigint, (byteOrder ?? derived.byteOrder) === "little");
  return [...bytes].map(String);
}

function list(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : `{ ${items.join(", ")} }`;
}

function number(value: number | bigint, type: TypeLayout): string {
  if (type.kind === "float") return floatText(value as number);
  // C has no literal for the smallest number: minus is an operator on one that is too large.
  if (type.kind === "integer" && type.signed) return `(${BigInt(value) + 1n}ll - 1)`;
  return `${BigInt(value)}ull`;
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return '__builtin_nan("")';
  if (!Number.isFinite(value)) return value < 0 ? "-__builtin_inf()" : "__builtin_inf()";
  return Object.is(value, -0) ? "-0.0" : value.toExponential();
}

function textBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(textSize(text));
  putText(bytes, 0, bytes.length, text);
  return bytes;
}

/** A number in a record, the C expression for it and how `printf` shows it. */
export interface Scalar {
  readonly path: string;
  readonly c: string;
  readonly format: string;
  readonly text: string;
}

/** Every number that a value holds, as C would print it. */
export function scalarsOf(layout: Layout, value: object, derived: Derived, c: string, path = ""): Scalar[] {
  return layout.members.flatMap((field) => {
    if (field.kind === "padding" || field.reserved) return [];
    if (field.name === "") return "layout" in field.type ? scalarsOf(field.type.layout, value, derived, c, path) : [];
    const own =
      field.derived === "type" || field.derived === "length"
        ? derived[field.derived]
        : (field.constant ?? (value as { [name: string]: unknown })[field.name]);
    return typeScalars(field.type, own ?? {}, derived, `${c}.${field.name}`, `${path}${field.name}`);
  });
}

function typeScalars(type: TypeLayout, value: unknown, derived: Derived, c: string, path: string): Scalar[] {
  switch (type.kind) {
    case "integer": {
      const [cast, format] = type.signed ? ["long long", "%lld"] : ["unsigned long long", "%llu"];
      return [{ path, c: `(${cast})${c}`, format, text: String(native(value as number | bigint, type, derived)) }];
    }
    case "float":
      return [];
    case "string":
    case "bytes": {
      const bytes = new Uint8Array(type.size);
      bytes.set(typeof value === "string" ? textBytes(value) : (value as Uint8Array));
      return byteScalars(bytes, c, path);
    }
    case "array":
    case "flexible": {
      if (value instanceof Uint8Array) return byteScalars(value, c, path);
      if (typeof value === "string") return byteScalars(textBytes(value), c, path);
      return (value as unknown[]).flatMap((item, i) =>
        typeScalars(type.element, item, derived, `${c}[${i}]`, `${path}[${i}]`),
      );
    }
    case "struct":
    case "union":
      return scalarsOf(type.layout, value as object, derived, c, `${path}.`);
    default:
      return [{ path, c: `(unsigned long long)(unsigned char)${c}`, format: "%llu", text: String(Number(value)) }];
  }
}

function byteScalars(bytes: Uint8Array, c: string, path: string): Scalar[] {
  return [...bytes].map((byte, i) => ({
    path: `${path}[${i}]`,
    c: `(unsigned long long)((const unsigned char *)${c})[${i}]`,
    format: "%llu",
    text: String(byte),
  }));
}
