import type { ByteOrder } from "../wire/codec.ts";
import type { TypeLayout } from "../wire/layout.ts";

type Multibyte = "uint16" | "uint32" | "uint64" | "int16" | "int32" | "int64" | "float" | "double";
/** binary-parser's names for numbers; its methods are called the same. */
export type Primitive = "uint8" | "int8" | `${Multibyte}${"le" | "be"}`;

type NumberLayout = Extract<TypeLayout, { kind: "integer" | "float" | "char" }>;

/** What binary-parser calls a type, in a byte order. */
export function primitive(type: NumberLayout, byteOrder: ByteOrder): Primitive {
  if (type.kind === "char") return "uint8";
  const end = (type.byteOrder ?? byteOrder) === "little" ? "le" : "be";
  if (type.kind === "float") return type.size === 4 ? `float${end}` : `double${end}`;
  const sign = type.signed ? "int" : "uint";
  return type.size === 1 ? `${sign}8` : `${sign}${bitsOf[type.size]}${end}`;
}

const bitsOf = { 2: 16, 4: 32, 8: 64 } as const;

/** Whether values are bigints although binary-parser gives numbers: `long` and pointers of 4 bytes. */
export function isWidened(type: TypeLayout): boolean {
  return type.kind === "integer" && type.big && type.size < 8;
}
