import type { FamilyDefinition } from "../../../schema/dsl/types.ts";
import { largestRecord } from "../../wire/faults.ts";
import { flexibleField } from "../../wire/fields.ts";
import { countedBy, type Layout, leastSize, type TypeLayout } from "../../wire/layout.ts";
import { longestText, mostElements } from "../../wire/limits.ts";
import { findField } from "../../wire/places.ts";
import { rangeOf } from "../../wire/values.ts";
import { type AbiName, abis } from "../abis.ts";
import { elementsForEach, elementsIn } from "../elements-in.ts";
import { elementsOf, fieldsOf } from "../fields.ts";
import { isInRange } from "../value-range.ts";
import type { Complaint, Rule } from "./complaint.ts";
import { extendedComplaints } from "./parts.ts";

/** What is checked of a struct or union that is laid out. */
export const sizeRules: readonly Rule<[Layout]>[] = [emptyElements, extendedComplaints];

/** What is checked of a record that is laid out. */
export const layoutRules: readonly Rule<[Layout, FamilyDefinition]>[] = [
  headerOffset,
  extendedComplaints,
  negative,
  (layout) => abiComplaints(layout),
  unit,
  tooLong,
  nothing,
  limit,
];

/** Constants and bit fields of `long`, at any depth, that fit 8 bytes, and not the 4 that the ABI gives it. */
export function* abiComplaints(layout: Layout, prefix = ""): Iterable<Complaint> {
  for (const { name, type, constant, bits } of fieldsOf(layout)) {
    const field = prefix + name;
    yield* insideForAbi(type, name === "" ? prefix : `${field}.`);
    if (type.kind !== "integer") continue;
    if (type.size === 16 && abis[layout.abi as AbiName].int128Align === undefined) {
      const problem = `is an integer of 16 bytes, and ${layout.abi} has none`;
      yield { field, problem, cure: "use array(u64, 2), or another abi" };
    }
    if (bits !== undefined && bits.width > type.size * 8) {
      const problem = `is ${bits.width} bits wide, and its type has ${type.size * 8} on ${layout.abi}`;
      yield { field, problem, cure: "take the bits of u64, or fewer" };
    }
    if (constant === undefined || !type.big || type.size > 4) continue;
    if (isInRange(constant, rangeOf(type.signed, type.size * 8))) continue;
    const problem = `its constant ${constant}n does not fit the ${type.size} bytes that it has on ${layout.abi}`;
    yield { field, problem, cure: "use u64, or correct the constant" };
  }
}

function* insideForAbi(type: TypeLayout, path: string): Iterable<Complaint> {
  if ("layout" in type) yield* abiComplaints(type.layout, path);
  if ("element" in type) yield* insideForAbi(type.element, path.replace(/\.$/, "[]."));
}

/** A header that does not stand where that of other records does: framing would not find it. */
function* headerOffset(layout: Layout): Iterable<Complaint> {
  const { header = "", framing } = layout.record ?? {};
  const found = header === "" ? undefined : findField(layout, header.split("."));
  if (found === undefined || framing === undefined) return;
  const start = framing.headerSize - found.field.size;
  if (found.offset === start) return;
  const problem = `its header ${header} is at byte ${found.offset}, and that of records before it at byte ${start}`;
  yield { field: header, problem, cure: "put it at one place of all records" };
}

/** Records that are shorter than the bytes that their length adds to what it tells. */
function* negative(layout: Layout, { header, length }: FamilyDefinition): Iterable<Complaint> {
  const { before } = countedBy(layout);
  const size = leastSize(layout);
  if (size >= before || length === undefined) return;
  const problem = `takes ${size} bytes, and ${header?.name}.${length.field} counts from ${before} on`;
  yield { field: "", problem, cure: "make `plus` of the length smaller" };
}

/** Records of no bytes: any number of them would stand in one place. */
function* nothing(layout: Layout): Iterable<Complaint> {
  if (leastSize(layout) > 0 || flexibleField(layout) !== undefined || layout.extended?.parts !== undefined) return;
  yield { field: "", problem: "takes no bytes", cure: "give it a field" };
}

/** Records that are larger than the family allows, or than their header's length can tell. */
function* limit(layout: Layout, { name, maxRecordSize, length }: FamilyDefinition): Iterable<Complaint> {
  const size = leastSize(layout);
  const told = layout.record && (length?.unit ?? 1) >= 1 ? largestRecord(layout.record.framing) : maxRecordSize;
  const limit = Math.min(told, largest);
  if (size <= limit) return;
  const problem = `takes ${size} bytes, and a record of ${name} can have ${limit}`;
  yield { field: "", problem, cure: "make it smaller, or raise maxRecordSize or the length's size" };
}

/** Records whose size cannot be said in the units that the header's length counts in. */
function* unit(layout: Layout, { header, length }: FamilyDefinition): Iterable<Complaint> {
  const { before, unit } = countedBy(layout);
  if (!(unit > 1)) return;
  const counted = leastSize(layout) - before;
  // Of a flexible array, the encoder sees to it that there are enough elements.
  const varies = flexibleField(layout) ?? layout.extended?.parts ?? layout.extended?.grows;
  if (counted % unit === 0 || varies !== undefined) return;
  const problem = `the ${counted} bytes that its header counts are no multiple of ${unit}, the unit of ${header?.name}.${length?.field}`;
  yield { field: "", problem, cure: "add padding or reserved fields" };
}

/** Arrays of elements that take no bytes: no length of any bytes bounds the work that they are. */
function* emptyElements(layout: Layout): Iterable<Complaint> {
  for (const { name, type } of fieldsOf(layout)) {
    // Where those of a list in a list have none, the inner list has none either.
    if (!("element" in type) || type.stride > 0) continue;
    yield { field: name, problem: "has elements of no bytes", cure: "give them a field, or leave the array out" };
  }
}

/** Lists and texts of a fixed length that are too long for values of them to be made. */
function* tooLong(layout: Layout): Iterable<Complaint> {
  let elements = 0;
  const open = flexibleField(layout);
  for (const { name, type, reserved } of fieldsOf(layout)) {
    const before = elements;
    if (!reserved) elements += elementsIn(type);
    const isFirst = before <= mostElements && elements > mostElements;
    if (isFirst || (name === open?.name.split(".")[0] && elementsForEach(open.type) > mostElements)) {
      const problem = `makes the lists of a value have more than ${mostElements} elements`;
      yield { field: name, problem, cure: "make it shorter, or use bytes(…)" };
    }
    if (longestIn(type) > longestText) {
      const problem = `has a text of more than ${longestText} bytes`;
      yield { field: name, problem, cure: "make it shorter, or use bytes(…)" };
    }
  }
}

/** Bytes of the longest text of a fixed length. */
function longestIn(whole: TypeLayout): number {
  const type = elementsOf(whole);
  if (type.kind === "string" || type.kind === "strictText") return type.size;
  return "layout" in type ? fieldsOf(type.layout).reduce((most, inner) => Math.max(most, longestIn(inner.type)), 0) : 0;
}

/** Bytes of the largest struct or record that there is a codec for. */
const largest = 2 ** 31 - 1;

/** A struct that is too large for values of it to be made. */
export function* largeStruct(layout: Layout): Iterable<Complaint> {
  yield* tooLong(layout);
  if (layout.size <= largest) return;
  const problem = `takes ${layout.size} bytes, and there are codecs for ${largest} at most`;
  yield { field: "", problem, cure: "make its arrays shorter" };
}
