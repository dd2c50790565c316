import type { TypeLayout } from "../../wire/index.ts";
import { array } from "./array.ts";
import { bytes } from "./bytes.ts";
import { flexible } from "./flexible.ts";
import { float } from "./float.ts";
import { integer } from "./integer.ts";
import type { Kind } from "./kind.ts";
import { bool, char, strictText, string } from "./plain.ts";
import { records } from "./records.ts";
import { struct } from "./struct.ts";
import { union } from "./union.ts";

/** All kinds of fields. */
const kinds: { readonly [K in TypeLayout["kind"]]: Kind<K> } = {
  integer,
  float,
  char,
  bool,
  string,
  strictText,
  bytes,
  array,
  flexible,
  struct,
  union,
  records,
};

export function kindOf(type: TypeLayout): Kind {
  return kinds[type.kind] as Kind;
}
