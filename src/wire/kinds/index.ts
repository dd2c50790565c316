import { extendedRecords } from "../extended/check.ts";
import { useLifting } from "../fields.ts";
import type { FieldType } from "../layout.ts";
import { sizedRecords } from "../sizes.ts";
import { general } from "../telling.ts";
import { variantRecords } from "../variant.ts";
import { arrayCoder, arrayKind } from "./array.ts";
import { bitsCoder, bitsKind } from "./bits.ts";
import { boolCoder, boolKind } from "./bool.ts";
import { bytesCoder, bytesKind } from "./bytes.ts";
import { charCoder, charKind } from "./char.ts";
import { constants } from "./constant.ts";
import { flexibleCoder, flexibleKind } from "./flexible.ts";
import { floatCoder, floatKind } from "./float.ts";
import { useConstants, useExtended, useSized, useTelling, useVariants, useWide } from "./hooks.ts";
import { integerCoder, integerKind } from "./integer.ts";
import { type Coder, type Kind, useCoders, useKind } from "./kind.ts";
import { recordsCoder, recordsKind } from "./records.ts";
import { strictTextCoder, strictTextKind } from "./strict-text.ts";
import { structKind } from "./struct.ts";
import { structCoder } from "./struct-coder.ts";
import { stringCoder, stringKind } from "./text.ts";
import { unionCoder, unionKind } from "./union.ts";
import { liftFields } from "./unnamed.ts";
import { wideIntegers } from "./wide.ts";

type Kinds = {
  readonly [K in FieldType["kind"]]: readonly [
    Kind<Extract<FieldType, { kind: K }>>,
    Coder<Extract<FieldType, { kind: K }>>,
  ];
};

const all: Kinds = {
  integer: [integerKind, integerCoder],
  float: [floatKind, floatCoder],
  char: [charKind, charCoder],
  bool: [boolKind, boolCoder],
  string: [stringKind, stringCoder],
  strictText: [strictTextKind, strictTextCoder],
  bytes: [bytesKind, bytesCoder],
  bits: [bitsKind, bitsCoder],
  array: [arrayKind, arrayCoder],
  flexible: [flexibleKind, flexibleCoder],
  struct: [structKind, structCoder],
  union: [unionKind, unionCoder],
  records: [recordsKind, recordsCoder],
};

/** For who meets layouts that no generated module has made: run-time codecs and tools. */
export function useAllKinds(): void {
  useLifting(liftFields);
  useConstants(constants);
  useSized(sizedRecords);
  useExtended(extendedRecords);
  useVariants(variantRecords);
  useTelling(general);
  useWide(wideIntegers);
  for (const [kind, coder] of Object.values(all)) {
    useKind(kind as Kind<never>);
    useCoders([coder as Coder<never>]);
  }
}
