import type { StructDefinition } from "../../../schema/dsl/types.ts";
import type { FieldLayout, Layout, TypeLayout } from "../../wire/layout.ts";
import { longestText, mostElements } from "../../wire/limits.ts";
import { abis } from "../abis.ts";
import { elementsForEach, elementsIn } from "../elements-in.ts";
import { elementsOf, fieldsOf } from "../fields.ts";
import { layOut } from "../lay-out.ts";
import type { SchemaFault } from "../schema-fault.ts";
import { type Complaint, faultsIn } from "./complaint.ts";

/** Positions are counted in bits, and doubles count to 2^53. */
const maxSize = 2 ** 50;

/** The first member that ends too far away for its position to be exact. */
export function* sizeComplaints(layout: Layout): Iterable<Complaint> {
  if (layout.size <= maxSize) return;
  const far = fieldsOf(layout).find(({ offset, size }) => !(offset + size <= maxSize));
  const problem = "ends more than 2^50 bytes from the start";
  yield { field: far?.name ?? "", problem, cure: "make arrays or alignments smaller" };
}

/** Elements of no bytes that a struct may hold in all: no length of any bytes bounds the work that they are. */
const maxEmpty = 256;

/** Arrays of elements that take no bytes. */
export function* emptyComplaints(layout: Layout): Iterable<Complaint> {
  const field = firstBeyond(layout, maxEmpty, ({ type }) => emptyElements(type))?.name;
  if (field === undefined) return;
  const problem = `has more than ${maxEmpty} elements of no bytes`;
  yield { field, problem, cure: "give the elements a field, or leave the array out" };
}

/** The field with which a sum over all fields exceeds a limit. */
function firstBeyond(layout: Layout, limit: number, countIn: (field: FieldLayout) => number): FieldLayout | undefined {
  let sum = 0;
  return fieldsOf(layout).find((field) => {
    sum += countIn(field);
    return sum > limit;
  });
}

function emptyElements(type: TypeLayout): number {
  if ("layout" in type) return fieldsOf(type.layout).reduce((sum, inner) => sum + emptyElements(inner.type), 0);
  if (type.kind !== "array") return 0;
  return type.length * Math.max(type.stride === 0 ? 1 : 0, emptyElements(type.element));
}

/**
 * Elements that take no bytes: no length tells how many there are. Inside others they would be more than any bytes, as
 * often as the bytes hold those.
 */
export function* elementComplaints(layout: Layout): Iterable<Complaint> {
  for (const { name, type } of fieldsOf(layout)) {
    if (type.kind !== "flexible" || (type.stride > 0 && emptyElements(type.element) === 0)) continue;
    const problem = type.stride > 0 ? "has elements with elements of no bytes in them" : "has elements of no bytes";
    yield { field: name, problem, cure: "give them a field, or leave the array out" };
  }
}

/** Lists and texts of a fixed length that are too long for values of them to be made. */
export function* lengthComplaints(layout: Layout): Iterable<Complaint> {
  const first = firstBeyond(layout, mostElements, ({ type, reserved }) => (reserved ? 0 : elementsIn(type)));
  for (const field of fieldsOf(layout)) {
    const { name, type } = field;
    if (field === first || (type.kind === "flexible" && elementsForEach(type) > mostElements)) {
      const problem = `makes the lists of a value have more than ${mostElements} elements`;
      yield { field: name, problem, cure: "make it shorter, or use bytes(…)" };
    }
    if (longestIn(type) > longestText) {
      yield {
        field: name,
        problem: `has a text of more than ${longestText} bytes`,
        cure: "make it shorter, or use bytes(…)",
      };
    }
  }
}

/** Bytes of the longest text of a fixed length. */
function longestIn(whole: TypeLayout): number {
  const type = elementsOf(whole);
  if (type.kind === "string") return type.size;
  return "layout" in type ? fieldsOf(type.layout).reduce((most, inner) => Math.max(most, longestIn(inner.type)), 0) : 0;
}

/** Bytes of the largest struct or record that there is a codec for. */
const largest = 2 ** 31 - 1;

/** What is wrong with a size that nothing with a codec can have. */
export function* largeComplaints(size: number): Iterable<Complaint> {
  if (size <= largest) return;
  const problem = `takes ${size} bytes, and there are codecs for ${largest} at most`;
  yield { field: "", problem, cure: "make its arrays shorter" };
}

/** The faults of a struct without others that is too large for values of it to be made. */
export function largeStruct(struct: StructDefinition): SchemaFault[] {
  const layout = layOut(struct, abis.x86_64);
  return faultsIn(struct, layout.size > largest ? largeComplaints(layout.size) : lengthComplaints(layout));
}
