import type { CType, EnumerationType } from "../model.ts";
import { At, Encoding, integerEncodings, Tag } from "./constants.ts";
import { alignOf, originOf, unknown } from "./making.ts";
import { makeRecord } from "./records.ts";
import type { Making } from "./types.ts";
import type { Entry } from "./unit.ts";
import { integerOf, nameOf, numberOf, sizeOf, targetOf, textOf } from "./values.ts";

/** What is made of entries by their tags. */
const makers: { readonly [tag: number]: (making: Making) => CType } = {
  [Tag.base]: makeBase,
  [Tag.pointer]: ({ unit, entry, types }) => ({
    ...{ kind: "pointer", size: sizeOf(entry) ?? types.pointerSize ?? unit.addressSize },
    target: types.text(targetOf(entry), "*"),
  }),
  [Tag.array]: makeArray,
  [Tag.struct]: makeRecord,
  [Tag.class]: makeRecord,
  [Tag.union]: makeRecord,
  [Tag.enumeration]: makeEnumeration,
  [Tag.typedef]: ({ unit, entry, types }) => ({
    ...{ kind: "typedef", name: nameOf(entry), type: types.of(entry) },
    ...alignOf(entry),
    ...originOf(unit, entry),
  }),
  [Tag.subroutine]: ({ entry, types }) => unknown(types.text(entry.at, ""), 0, "is a function"),
  [Tag.reference]: ({ unit, entry }) => unknown(nameOf(entry), unit.addressSize, "is a reference of C++"),
  [Tag.rvalueReference]: ({ unit, entry }) => unknown(nameOf(entry), unit.addressSize, "is a reference of C++"),
};

/** Makes a type of an entry. */
export function make(making: Making): CType {
  const { entry } = making;
  const known = makers[entry.tag];
  if (known !== undefined) return known(making);
  return unknown(nameOf(entry), sizeOf(entry) ?? 0, `is of tag 0x${entry.tag.toString(16)}`);
}

/** The widest number of C: `__int128`, `long double`. */
const MOST_SCALAR = 16;

function makeBase({ entry }: Making): CType {
  const encoding = Number(entry.values.get(At.encoding) ?? 0);
  const told = nameOf(entry);
  const size = sizeOf(entry) ?? 0;
  if (told.includes("_BitInt")) return unknown(told, size, "is of a width of its own");
  if (size < 1 || size > MOST_SCALAR) return unknown(told, size, "is of a size that no number has");
  if (encoding === Encoding.float) return { kind: "float", name: told, size };
  if (!integerEncodings.has(encoding)) {
    return unknown(told, size, encoding === Encoding.complex ? "is complex" : "is of another encoding");
  }
  const name = encoding === Encoding.boolean ? "_Bool" : told;
  return { kind: "integer", name, size, signed: encoding === Encoding.signed || encoding === Encoding.signedChar };
}

function makeArray({ unit, entry, types }: Making): CType {
  let type = types.of(entry);
  // A vector of GNU is one as well, whose alignment its record shows.
  const counts = [...unit.children(entry, subranges)].map(countOf);
  for (const count of counts.reverse()) {
    if (count === null) return unknown("array", sizeOf(entry) ?? 0, "has a length that is computed");
    type = types.share({ kind: "array", element: type, count });
  }
  return type;
}

/** How many elements a dimension has: undefined where C has `[]`, null where only running code knows. */
function countOf(entry: Entry): number | undefined | null {
  const [count, upper] = [At.count, At.upperBound].map((name) => entry.values.get(name));
  if (count instanceof Uint8Array || upper instanceof Uint8Array) return null;
  if (count !== undefined) return numberOf(entry, At.count) ?? null;
  // Of `[0]` some compilers say that its last is -1, in as many bits as they take.
  if (upper === undefined) return undefined;
  if (upper === 0xffffffff || typeof upper === "bigint") return 0;
  const length = Number(upper) + 1 - (numberOf(entry, At.lowerBound) ?? 0);
  return length >= 0 && Number.isSafeInteger(length) ? length : null;
}

function makeEnumeration({ unit, entry, types }: Making): CType {
  const size = sizeOf(entry);
  if (size === undefined) return unknown(nameOf(entry), 0, "is declared, not defined");
  if (size < 1 || size > MOST_SCALAR) return unknown(nameOf(entry), size, "is of a size that no number has");
  const told = [...unit.children(entry, enumerators)].map((one) => ({
    name: textOf(one, At.name) ?? "",
    value: integerOf(one.values.get(At.constValue)),
  }));
  const base = entry.values.has(At.type) ? types.of(entry) : undefined;
  const encoding = entry.values.get(At.encoding);
  const isSigned =
    base?.kind === "integer" ? base.signed : encoding === Encoding.signed || told.some(({ value }) => value < 0n);
  const members: EnumerationType["members"] = told.map(({ name, value }) => {
    return { name, value: isSigned ? BigInt.asIntN(8 * size, value) : BigInt.asUintN(8 * size, value) };
  });
  const name = textOf(entry, At.name);
  return { kind: "enumeration", name, size, signed: isSigned, members, ...originOf(unit, entry) };
}

const subranges: ReadonlySet<number> = new Set([Tag.subrange]);
const enumerators: ReadonlySet<number> = new Set([Tag.enumerator]);
