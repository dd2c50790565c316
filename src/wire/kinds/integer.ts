import type { EnumerationFacts, FieldType, IntegerLayout } from "../layout.ts";
import { getS64, getU64, setU64 } from "../numbers.ts";
import { outOfRange, rangeOf } from "../values.ts";
import { wide } from "./hooks.ts";
import {
  type BitsBase,
  type Coder,
  type Kind,
  type Read,
  type ReadNumber,
  type Take,
  useKind,
  type Values,
  type Write,
} from "./kind.ts";

type Order = "little" | "big";

/** An integer's layout: as generated modules write it, or `u32` and the like for the most common. */
export function integer(size: IntegerLayout["size"], signed: boolean, big: boolean, byteOrder?: Order): IntegerLayout {
  useKind(integerKind);
  return { kind: "integer", size, signed, big, ...(byteOrder && { byteOrder }) };
}

export function enumerated(type: IntegerLayout, enumeration: EnumerationFacts): IntegerLayout {
  return { ...type, enumeration };
}

export function flagged(type: IntegerLayout, flags: EnumerationFacts): IntegerLayout {
  return { ...type, flags };
}

/** Whether a field has the byte order `le` or, if it has one of its own, that. */
export function isLittle(byteOrder: Order | undefined, le: boolean): boolean {
  return byteOrder === undefined ? le : byteOrder === "little";
}

/** A number as values of a type have it. */
export function numberIn(type: FieldType, value: number | bigint): number | bigint {
  return type.kind === "integer" && type.big ? BigInt(value) : Number(value);
}

export function isInteger(given: unknown, big: boolean): given is number | bigint {
  return big ? typeof given === "bigint" : Number.isInteger(given);
}

export function integerName({ size, signed }: IntegerLayout): `${"s" | "u"}${number}` {
  return `${signed ? "s" : "u"}${size * 8}`;
}

/** Whether all integers of so many bytes are bigints: doubles are exact up to 53 bits. */
export function isBig(size: IntegerLayout["size"]): boolean {
  return size > 6;
}

export function integerTaker(name: string, big: boolean, range: ReturnType<typeof rangeOf>): Take {
  const [least, most] = (big ? range : range.map(Number)) as readonly [number | bigint, number | bigint];
  // Each compares numbers or bigints alone: an engine that has seen both takes four times as long (Node 20: 5 and 18 ns).
  const fits: (given: unknown) => boolean = big
    ? (given) => typeof given === "bigint" && given >= least && given <= most
    : (given) => Number.isInteger(given) && (given as number) >= least && (given as number) <= most;
  return (given, where) => {
    if (fits(given)) return given;
    throw outOfRange(where, given, name, range, big);
  };
}

function numberReader(type: IntegerLayout): ReadNumber {
  const other = wide?.numberReader(type);
  if (other !== undefined) return other;
  const { size, signed, big, byteOrder } = type;
  const sign = signed ? "Int" : "Uint";
  const name = `get${size === 8 ? "Big" : ""}${sign}${size * 8}` as "getUint32" | "getBigUint64";
  return (v, p, le) => {
    const found = v[name](p, isLittle(byteOrder, le));
    return big ? BigInt(found) : found;
  };
}

export const integerKind: Kind<IntegerLayout> = { kind: "integer", numberReader };

export const integerValues: Values<IntegerLayout> = {
  kind: "integer",
  taker: (type) => integerTaker(integerName(type), type.big, rangeOf(type.signed, type.size * 8)),
  create: ({ big }, given) => given ?? (big ? 0n : 0),
};

export const integerBits: BitsBase<IntegerLayout> = {
  read({ signed, big }, found, width) {
    const value = signed ? BigInt.asIntN(width, found) : found;
    return big ? value : Number(value);
  },
  taker: (type, width) => integerTaker(`${integerName(type)} : ${width}`, type.big, rangeOf(type.signed, width)),
};

export const u8: IntegerLayout = /* @__PURE__ */ integer(1, false, false);
export const u16: IntegerLayout = /* @__PURE__ */ integer(2, false, false);
export const u32: IntegerLayout = /* @__PURE__ */ integer(4, false, false);
export const u64: IntegerLayout = /* @__PURE__ */ integer(8, false, true);
export const s8: IntegerLayout = /* @__PURE__ */ integer(1, true, false);
export const s16: IntegerLayout = /* @__PURE__ */ integer(2, true, false);
export const s32: IntegerLayout = /* @__PURE__ */ integer(4, true, false);
export const s64: IntegerLayout = /* @__PURE__ */ integer(8, true, true);

/** One function for each width, so that the engine sees what it reads and writes. */
const readers: { readonly [size in 1 | 2 | 4 | 8]: readonly [unsigned: Read, signed: Read] } = {
  1: [(b, p) => b.view.getUint8(p), (b, p) => b.view.getInt8(p)],
  2: [(b, p, le) => b.view.getUint16(p, le), (b, p, le) => b.view.getInt16(p, le)],
  4: [(b, p, le) => b.view.getUint32(p, le), (b, p, le) => b.view.getInt32(p, le)],
  8: [(b, p, le) => getU64(b.view, p, le), (b, p, le) => getS64(b.view, p, le)],
};

/** In two's complement signed numbers have the same bytes as unsigned ones. */
const writers: { readonly [size in 1 | 2 | 4 | 8]: Write } = {
  1: (b, p, _, taken) => b.view.setUint8(p, taken as number),
  2: (b, p, le, taken) => b.view.setUint16(p, taken as number, le),
  4: (b, p, le, taken) => b.view.setUint32(p, taken as number, le),
  8: (b, p, le, taken) => setU64(b.view, p, taken as bigint, le),
};

export const integerCoder: Coder<IntegerLayout> = {
  kind: "integer",
  values: integerValues,
  reader(type) {
    const { size, signed, big, byteOrder } = type;
    const number = wide?.numberReader(type);
    if (number !== undefined) return (b, p, le) => number(b.view, p, le);
    const read = readers[size as 1][signed ? 1 : 0];
    const given: Read = big && size < 8 ? (b, p, le) => BigInt(read(b, p, le) as number) : read;
    return byteOrder === undefined ? given : (b, p) => given(b, p, byteOrder === "little");
  },
  writer(type) {
    const { size, big, byteOrder } = type;
    const other = wide?.writer(type);
    if (other !== undefined) return other;
    const write = writers[size as 1];
    const given: Write = big && size < 8 ? (b, p, le, taken) => write(b, p, le, Number(taken)) : write;
    return byteOrder === undefined ? given : (b, p, _, taken) => given(b, p, byteOrder === "little", taken);
  },
};
