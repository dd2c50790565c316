import { type BitsLayout, type FieldLayout, fieldTypeOf, type Layout, type TypeLayout } from "../../wire/index.ts";

/** How a field's bytes make its value. */
export interface Encoding {
  /** in words, but for size, sign and byte order */
  readonly what: string;
  readonly signed?: boolean;
  readonly byteOrder?: "little" | "big" | undefined;
  /** the value's type in TypeScript, as far as it tells values apart */
  readonly value: string;
  /** what it holds members of */
  readonly inside?: Layout;
}

type EncodingOf<T> = (type: T) => Encoding;
type Kind = TypeLayout | BitsLayout;

const kinds: { readonly [K in Kind["kind"]]: EncodingOf<Extract<Kind, { readonly kind: K }>> } = {
  integer: ({ signed, byteOrder, big }) => ({
    what: "an integer",
    signed,
    byteOrder,
    value: big ? "bigint" : "number",
  }),
  float: ({ byteOrder }) => ({ what: "a float", byteOrder, value: "number" }),
  char: () => ({ what: "a char", value: "number" }),
  bool: () => ({ what: "a bool", value: "boolean" }),
  bits: ({ base }) => ({ ...encodingOf(base), what: `bits of ${encodingOf(base).what}` }),
  string: () => ({ what: "text", value: "string" }),
  strictText: ({ form }) => ({ what: form === "nul" ? "text up to its NUL" : "text as it is", value: "string" }),
  bytes: () => ({ what: "bytes", value: "Uint8Array" }),
  array: ({ element, stride }) => listOf(encodingOf(element), "an array", stride),
  flexible: ({ as, element, stride }) =>
    as === "list"
      ? listOf(encodingOf(element), "any number", stride)
      : {
          what: `any number of ${as === "string" ? "chars" : "bytes"}`,
          value: as === "string" ? "string" : "Uint8Array",
        },
  struct: ({ layout }) => ({ what: "a struct", value: "object", inside: layout }),
  union: ({ layout }) => ({ what: "a union", value: "object", inside: layout }),
  records: ({ family }) => ({ what: `records of ${family}`, value: "object[]" }),
};

function listOf(element: Encoding, count: string, stride: number): Encoding {
  return { ...element, what: `${count} of ${stride} bytes, each ${element.what}`, value: `${element.value}[]` };
}

function encodingOf(type: Kind): Encoding {
  return (kinds[type.kind] as EncodingOf<Kind>)(type);
}

export function encodingOfField(field: FieldLayout): Encoding {
  return encodingOf(fieldTypeOf(field));
}
