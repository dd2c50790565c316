import type { CType, IntegerType, MemberType, RecordType } from "../import/model.ts";
import { fieldsOf } from "../layout/index.ts";
import type { Layout, TypeLayout } from "../wire/index.ts";

type ToC<T> = (type: T) => CType;

const char: IntegerType = { kind: "integer", name: "char", size: 1, signed: false };
const byte: IntegerType = { kind: "integer", name: "uint8_t", size: 1, signed: false };

/** What a C header that is emitted has for a type. */
const kinds: { readonly [K in TypeLayout["kind"]]: ToC<Extract<TypeLayout, { readonly kind: K }>> } = {
  integer({ size, signed }) {
    if (size === 16) return { kind: "integer", name: signed ? "__int128" : "unsigned __int128", size, signed };
    const isOdd = ![1, 2, 4, 8].includes(size);
    return isOdd ? bytes(byte, size) : { kind: "integer", name: `${signed ? "" : "u"}int${size * 8}_t`, size, signed };
  },
  float: ({ size }) => ({ kind: "float", name: size === 4 ? "float" : "double", size }),
  char: () => char,
  bool: () => ({ kind: "integer", name: "_Bool", size: 1, signed: false }),
  string: ({ size }) => bytes(char, size),
  strictText: ({ size }) => bytes(char, size),
  bytes: ({ size }) => bytes(byte, size),
  array: ({ element, length }) => ({ kind: "array", element: typeOf(element), count: length }),
  flexible: ({ element }) => ({ kind: "array", element: typeOf(element), count: undefined }),
  struct: ({ layout }) => recordOf(layout),
  union: ({ layout }) => recordOf(layout),
  records: () => ({ kind: "unknown", name: "records", size: 0, why: "of any length" }),
};

function bytes(element: IntegerType, count: number): CType {
  return { kind: "array", element, count };
}

export function typeOf(type: TypeLayout): CType {
  return (kinds[type.kind] as ToC<TypeLayout>)(type);
}

/** A layout as compilers tell one: without parts, which C does not have. */
export function recordOf(layout: Layout): RecordType {
  const { kind, name, size, align } = layout;
  const members = fieldsOf(layout).map(
    ({ name, type, offset, bits }): MemberType => ({
      name: name === "" ? undefined : name,
      type: typeOf(type),
      at: bits?.at ?? offset * 8,
      ...(bits && { width: bits.width }),
    }),
  );
  return { kind, name: name === "" ? undefined : name, size, align: { bytes: align, isExact: true }, members };
}
