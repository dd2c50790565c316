import { sizeOf as sizeOfType } from "../c-types.ts";
import type { CType, MemberType } from "../model.ts";
import { Reader } from "../reader.ts";
import { At, Tag } from "./constants.ts";
import type { Value } from "./forms.ts";
import { alignOf, originOf, unknown } from "./making.ts";
import type { Making } from "./types.ts";
import type { Entry, Unit } from "./unit.ts";
import { nameOf, numberOf, signedOf, sizeOf, textOf } from "./values.ts";

const members: ReadonlySet<number> = new Set([Tag.member, Tag.inheritance]);

export function makeRecord({ unit, entry, types }: Making): CType {
  const size = sizeOf(entry);
  if (size === undefined || entry.values.has(At.declaration)) {
    return unknown(nameOf(entry), 0, "is declared, not defined");
  }
  const found: MemberType[] = [];
  for (const member of unit.children(entry, members)) {
    // Static members of C++ are in no record; what the compiler has added for it is in no C.
    if (member.values.has(At.external) || member.values.has(At.declaration)) continue;
    if (member.tag === Tag.inheritance || member.values.has(At.artificial)) {
      return unknown(nameOf(entry), size, "has what only C++ has");
    }
    const type = types.of(member);
    const place = placeOf(unit, member, type);
    if (place === undefined || !Number.isSafeInteger(place.at) || place.at < 0) {
      return unknown(nameOf(entry), size, "has a member whose place is not told");
    }
    found.push({ name: textOf(member, At.name), type, ...place, ...alignOf(member) });
  }
  const { align } = alignOf(entry);
  return {
    kind: entry.tag === Tag.union ? "union" : "struct",
    name: textOf(entry, At.name),
    size,
    ...(align !== undefined && { align: { bytes: align, isExact: false } }),
    members: found,
    ...originOf(unit, entry),
  };
}

function placeOf(unit: Unit, entry: Entry, type: CType): { at: number; width?: number } | undefined {
  const { values } = entry;
  const offset = offsetOf(values.get(At.memberLocation), unit);
  if (offset === undefined) return undefined;
  const width = numberOf(entry, At.bitSize);
  if (width === undefined) return { at: 8 * offset };
  const dataBit = signedOf(values.get(At.dataBitOffset));
  if (dataBit !== undefined) return { at: 8 * offset + dataBit, width };
  const old = signedOf(values.get(At.bitOffset));
  if (old === undefined) return { at: 8 * offset, width };
  // Counted from the most significant bit of a unit of the member's own size, or of its type's.
  const unitSize = numberOf(entry, At.byteSize) ?? sizeOfType(type);
  return { at: 8 * offset + (unit.debug.info.isLittle ? 8 * unitSize - old - width : old), width };
}

/** `DW_OP_plus_uconst`, which is all that DWARF 2 says of where members are in C. */
const PLUS = 0x23;

function offsetOf(value: Value | undefined, unit: Unit): number | undefined {
  if (value === undefined) return 0;
  if (typeof value === "number") return value;
  if (!(value instanceof Uint8Array) || value[0] !== PLUS) return undefined;
  return new Reader("a member's place", value, unit.debug.info.isLittle, 1).count();
}
