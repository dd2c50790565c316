import type { FieldType } from "../../wire/index.ts";
import { array } from "./array.ts";
import { bits } from "./bits.ts";
import { bool } from "./bool.ts";
import { bytes } from "./bytes.ts";
import { char } from "./char.ts";
import { flexible } from "./flexible.ts";
import { float } from "./float.ts";
import { integer } from "./integer.ts";
import type { ParserKind } from "./kind.ts";
import { struct } from "./struct.ts";
import { text } from "./text.ts";
import { union } from "./union.ts";

const kinds: { readonly [K in FieldType["kind"]]: ParserKind<Extract<FieldType, { kind: K }>> } = {
  integer,
  float,
  char,
  bool,
  string: text,
  bytes,
  bits,
  array,
  flexible,
  struct,
  union,
};

export function parserKindOf(type: FieldType): ParserKind<FieldType> {
  return kinds[type.kind] as ParserKind<FieldType>;
}
