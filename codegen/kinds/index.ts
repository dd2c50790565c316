import type { FieldType } from "../../src/wire/index.ts";
import { array } from "./array.ts";
import { bits } from "./bits.ts";
import { bool } from "./bool.ts";
import { bytes } from "./bytes.ts";
import { char } from "./char.ts";
import { flexible } from "./flexible.ts";
import { float } from "./float.ts";
import { integer } from "./integer.ts";
import type { KindText } from "./kind.ts";
import { string } from "./string.ts";
import { struct } from "./struct.ts";
import { union } from "./union.ts";

const kinds: { readonly [K in FieldType["kind"]]: KindText<Extract<FieldType, { readonly kind: K }>> } = {
  array,
  bits,
  bool,
  bytes,
  char,
  flexible,
  float,
  integer,
  string,
  struct,
  union,
};

export function textOf(type: FieldType): KindText<FieldType> {
  return kinds[type.kind] as KindText<FieldType>;
}
