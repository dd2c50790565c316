import type { FieldType } from "../../src/wire/index.ts";
import type { Encoder, KindText } from "../emit/encoder.ts";
import type { TypeText } from "../emit/scope.ts";
import { array } from "./array.ts";
import { bits } from "./bits.ts";
import { bool } from "./bool.ts";
import { bytes } from "./bytes.ts";
import { char } from "./char.ts";
import { flexible } from "./flexible.ts";
import { float } from "./float.ts";
import { integer } from "./integer.ts";
import { records } from "./records.ts";
import { strictText } from "./strict-text.ts";
import { string } from "./string.ts";
import { struct } from "./struct.ts";
import { union } from "./union.ts";

type Kinds = { readonly [K in FieldType["kind"]]: KindText<K> };

const scalars = { bits, bool, bytes, char, float, integer, strictText, string };
const kinds: Kinds = { ...scalars, array, flexible, records, struct, union };

export function textOf(type: FieldType): TypeText<FieldType, Encoder> {
  return kinds[type.kind] as TypeText<FieldType, Encoder>;
}
