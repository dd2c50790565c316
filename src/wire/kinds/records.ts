import { bytesOf, copyBytes, viewOf } from "../binding.ts";
import { BytewrightError, type Fault, faultOf } from "../errors.ts";
import { lookAt } from "../extended/check.ts";
import { listRecords } from "../extended/extent.ts";
import type { ListedRecord, RecordList } from "../extended/placed.ts";
import { familyIn, oneDeeper, paddingFor } from "../extended/record-list.ts";
import { framedType } from "../framing.ts";
import { hexOf } from "../json.ts";
import { type InnerFamily, leastSize, type RecordsLayout } from "../layout.ts";
import { mostElements } from "../limits.ts";
import { lengthOf, listOf } from "../lists.ts";
import { refusal, tooLarge, wrongValue } from "../values.ts";
import { inside, joinPaths, pathOf, type Where } from "../where.ts";
import { type Coder, faultInside, type Kind, useKind, type Values } from "./kind.ts";

/** Records of a family, one behind another. */
export function records(family: string, of: RecordsLayout["of"]): RecordsLayout {
  useKind(recordsKind);
  return { kind: "records", size: 0, family, of };
}

export const recordsKind: Kind<RecordsLayout> = {
  kind: "records",
  checker: () => (v, _p, _le, _end, _told, list) => checkList(list as RecordList, bytesOf(v)),
};

/** Keeps where the parts of each stand. */
function checkList({ family, records, level }: RecordList, bytes: Uint8Array): Fault | undefined {
  const le = family.byteOrder === "little";
  let last = records[0]?.at ?? 0;
  for (const [i, record] of records.entries()) {
    const { at, end, codec } = record;
    // What is behind the last one, its record keeps.
    for (; last < at; last++) {
      if (bytes[last] !== 0) return faultOf("wrong-padding", "", `[${i}]`, last, bytes[last], "0 before it");
    }
    last = end;
    if (codec === undefined) continue;
    const { fault, extent } = lookAt(codec.layout, bytes, at, le, end, level, record.extent);
    if (fault !== undefined) return faultInside(fault, `[${i}]`);
    record.extent = extent;
  }
  return undefined;
}

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
      if (size > longestList) throw tooLarge(where, size, longestList);
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
  const { records } = listRecords(type, viewOf(all), 0, all.length, where.le);
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

function readRecord({ framing, byteOrder }: InnerFamily, bytes: Uint8Array, record: ListedRecord): unknown {
  const { at, end, codec, extent } = record;
  if (codec === undefined) {
    const type = framedType(framing, byteOrder, bytes, at);
    return { $name: "unknown", type, bytes: copyBytes(bytes, at, end) };
  }
  // Where no header tells it, the end of the bytes may tell how long the record is.
  const own = framing.length === undefined ? bytes.subarray(0, end) : bytes;
  return codec.read === undefined ? codec.decode(own, at) : codec.read(own, at, extent);
}

function lookAtRecord({ framing, byteOrder }: InnerFamily, bytes: Uint8Array, record: ListedRecord): object {
  const { at, end, codec } = record;
  if (codec !== undefined && at + leastSize(codec.layout) <= end) return codec.view(bytes.subarray(0, end), at);
  // A copy, as there is nothing in it to look at.
  const own = { $name: "unknown", type: framedType(framing, byteOrder, bytes, at), bytes: copyBytes(bytes, at, end) };
  return { ...own, $at: at, toJSON: () => ({ ...own, bytes: hexOf(own.bytes) }) };
}

export const recordsCoder: Coder<RecordsLayout> = {
  kind: "records",
  values: recordsValues,
  reader: () => (b, _p, _le, _elements, _told, list) => {
    const { family, records } = list as RecordList;
    return records.map((record) => readRecord(family, b.bytes, record));
  },
  writer: () => (b, p, _, taken) => b.bytes.set(taken as Uint8Array, p),
  look: () => (b, _p, _le, _elements, _told, list) => {
    const { family, records } = list as RecordList;
    return records.map((record) => lookAtRecord(family, b.bytes, record));
  },
};
