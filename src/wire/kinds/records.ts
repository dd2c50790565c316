import { copyBytes, viewOf } from "../binding.ts";
import { BytewrightError, faultOf } from "../errors.ts";
import { oneDeeper } from "../extended/depth.ts";
import { recordsAt } from "../extended/extent.ts";
import { bytesIn, familyIn, paddingFor } from "../extended/record-list.ts";
import { findFault } from "../find-fault.ts";
import { framedType } from "../framing.ts";
import { hexOf } from "../json.ts";
import { type InnerFamily, leastSize, type RecordsLayout, type RecordType } from "../layout.ts";
import { mostElements } from "../limits.ts";
import { lengthOf, listOf } from "../lists.ts";
import { refusal, wrongValue } from "../values.ts";
import { inside, joinPaths, pathOf, type Where } from "../where.ts";
import { type Coder, faultInside, type Kind, useKind, type Values } from "./kind.ts";

/** Records of a family, one behind another. */
export function records(family: string, of: RecordsLayout["of"]): RecordsLayout {
  useKind(recordsKind);
  return { kind: "records", size: 0, family, of };
}

export const recordsKind: Kind<RecordsLayout> = {
  kind: "records",
  /** `end` is where the list ends. */
  checker:
    (type) =>
    (v, p, le, end = p) => {
      const { family, records } = recordsAt(type, v, p, end, le);
      const isLittle = family.byteOrder === "little";
      for (const [i, { at, end: last, next, layout }] of records.entries()) {
        const found = layout && oneDeeper(layout.name, () => findFault(layout, bytesIn(v, last), at, isLittle));
        if (found !== undefined) return faultInside(found, `[${i}]`);
        // What is behind the last one, its record keeps.
        if (i === records.length - 1) break;
        for (let q = last; q < next; q++) {
          if (v.getUint8(q) !== 0) return faultOf("wrong-padding", "", `[${i + 1}]`, q, v.getUint8(q), "0 before it");
        }
      }
      return undefined;
    },
};

/** Bytes of the longest list: those of the largest record. */
const longestList = 2 ** 31 - 1;

/** What is taken of a list is its bytes. */
export const recordsValues: Values<RecordsLayout> = {
  kind: "records",
  taker: (type) => (given, where) => {
    const length = lengthOf(given, mostElements);
    if (length < 0) throw wrongValue(where, given, "a list");
    const family = familyIn(type, where.le);
    let size = 0;
    const encoded = listOf(length, (i) => {
      const bytes = encode(family, (given as unknown[])[i], inside(where, i));
      const at = size + paddingFor(size, family.framing.align);
      size = at + bytes.length;
      if (size > longestList)
        throw new BytewrightError(faultOf("too-large", where.record, pathOf(where), undefined, size, longestList));
      return { at, bytes };
    });
    const all = new Uint8Array(size);
    for (const { at, bytes } of encoded) all.set(bytes, at);
    if (family.framing.length === undefined) refuseSwallowed(type, encoded, all, where);
    return all;
  },
  /** Each is completed by its own codec; what is none is left as it is given. */
  create(type, given, where) {
    if (given === undefined) return [];
    const family = familyIn(type, where.le);
    return listOf(Math.max(0, lengthOf(given, mostElements)), (i) => {
      const one = (given as { readonly $name: string }[])[i];
      return oneDeeper(where.record, () => family.codecNamed(one?.$name ?? "")?.create(one) ?? one);
    });
  },
};

/**
 * Where no header tells a record's length, one that takes the rest takes the records behind it, too.
 * @throws BytewrightError if one that is not the last does
 */
function refuseSwallowed(
  type: RecordsLayout,
  encoded: readonly { readonly at: number }[],
  all: Uint8Array,
  where: Where,
): void {
  const { records } = recordsAt(type, viewOf(all), 0, all.length, where.le);
  const lost = encoded.findIndex(({ at }, i) => records[i]?.at !== at);
  if (lost < 0) return;
  const found = "a record that takes what is behind it";
  throw refusal("wrong-value", inside(where, lost - 1), found, "such a one at the end alone");
}

/** @throws BytewrightError that tells the place in the record around it */
function encode(family: InnerFamily, given: unknown, where: Where): Uint8Array {
  try {
    return oneDeeper(where.record, () => family.encode(given as never));
  } catch (error) {
    if (!(error instanceof BytewrightError)) throw error;
    const { code, path, found, expected } = error;
    throw new BytewrightError(faultOf(code, where.record, joinPaths(pathOf(where), path), undefined, found, expected));
  }
}

/** A record of an unknown type among views; a copy, as there is nothing in it to look at. */
class UnknownView {
  readonly $name = "unknown";
  readonly type: RecordType;
  readonly bytes: Uint8Array;
  readonly $at: number;

  constructor(type: RecordType, bytes: Uint8Array, at: number) {
    this.$at = at;
    this.type = type;
    this.bytes = bytes;
  }

  toJSON(): object {
    return { $name: this.$name, type: this.type, bytes: hexOf(this.bytes) };
  }
}

export const recordsCoder: Coder<RecordsLayout> = {
  kind: "records",
  values: recordsValues,
  /** `told` is the bytes of the list. */
  reader:
    (type) =>
    (b, p, le, told = 0) => {
      const { family, records } = recordsAt(type, b.view, p, p + told, le);
      return records.map(({ at, end }) => oneDeeper(family.name, () => family.decode(b.bytes.subarray(0, end), at)));
    },
  writer: () => (b, p, _, taken) => b.bytes.set(taken as Uint8Array, p),
  look:
    (type) =>
    (b, p, le, told = 0) => {
      const { family, records } = recordsAt(type, b.view, p, p + told, le);
      return records.map(({ at, end, layout }) => {
        const bytes = b.bytes.subarray(0, end);
        if (layout !== undefined && at + leastSize(layout) <= end) return family.codecAt(bytes, at)?.view(bytes, at);
        return new UnknownView(framedType(family.framing, family.byteOrder, bytes, at), copyBytes(bytes, at, end), at);
      });
    },
};
