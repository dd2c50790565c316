import type { FieldLayout } from "../../src/wire/index.ts";
import { literal, plus } from "./names.ts";
import type { Order } from "./unit.ts";

/** Condition for a field at `base + offset`, which `found` reads, to hold something else than its constant. */
export function differs(
  { type, bits }: FieldLayout,
  constant: number | bigint,
  found: string,
  base: string,
  offset: number,
  order: Order,
): string {
  // A value is given the constant, so bytes of 0 must not pass for -0.
  if (type.kind === "float") return `!Object.is(${found}, ${literal(constant)})`;
  if (type.kind !== "integer" || type.size < 8 || bits !== undefined) return `${found} !== ${literal(constant)}`;
  return halvesDiffer(constant, base, offset, (type.byteOrder ?? order.name) === "little");
}

/** Two 32-bit compares cost less than making a bigint to compare with. */
function halvesDiffer(constant: number | bigint, base: string, offset: number, little: boolean): string {
  const word = BigInt.asUintN(64, BigInt(constant));
  const halves = [Number(word & 0xffffffffn), Number(word >> 32n)];
  const [first, second] = little ? halves : halves.toReversed();
  const half = (at: number, value: number | undefined) =>
    `v.getUint32(${plus(base, at)}, ${little}) !== 0x${(value ?? 0).toString(16).padStart(8, "0")}`;
  return `${half(offset, first)} || ${half(offset + 4, second)}`;
}
