import type { IntegerLayout } from "../layout.ts";
import { rangeOf } from "../values.ts";
import { useWide, type Wide } from "./hooks.ts";
import { integer, isBig, isInteger, isLittle } from "./integer.ts";

type Size = IntegerLayout["size"];

/** An integer of 3, 5, 6, 7 or 16 bytes, as generated modules write it. */
export function wideInteger(size: Size, signed: boolean, byteOrder?: "little" | "big"): IntegerLayout {
  useWide(wideIntegers);
  return integer(size, signed, isBig(size), byteOrder);
}

/** Byte by byte: no DataView has integers of these sizes. */
export function getWide(v: DataView, p: number, size: Size, signed: boolean, le: boolean): bigint {
  let value = 0n;
  for (let i = 0; i < size; i++) value = (value << 8n) | BigInt(v.getUint8(le ? p + size - 1 - i : p + i));
  return signed ? BigInt.asIntN(size * 8, value) : value;
}

export function setWide(v: DataView, p: number, size: Size, value: number | bigint, le: boolean): void {
  let rest = BigInt.asUintN(size * 8, BigInt(value));
  for (let i = 0; i < size; i++) {
    v.setUint8(le ? p + i : p + size - 1 - i, Number(rest & 0xffn));
    rest >>= 8n;
  }
}

/** Tells whether something is no integer of a size. */
export function notWide(size: Size, signed: boolean): (x: unknown) => boolean {
  const [least, most] = rangeOf(signed, size * 8);
  return (x) => !(isInteger(x, isBig(size)) && x >= least && x <= most);
}

function isWide({ size }: IntegerLayout): boolean {
  return ![1, 2, 4, 8].includes(size);
}

export const wideIntegers: Wide = {
  numberReader(type) {
    const { size, signed, big, byteOrder } = type;
    if (!isWide(type)) return undefined;
    return (v, p, le) => {
      const found = getWide(v, p, size, signed, isLittle(byteOrder, le));
      return big ? found : Number(found);
    };
  },
  writer(type) {
    const { size, byteOrder } = type;
    if (!isWide(type)) return undefined;
    return (b, p, le, taken) => setWide(b.view, p, size, taken as number | bigint, isLittle(byteOrder, le));
  },
};
