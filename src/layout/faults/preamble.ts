import type { FamilyDefinition, FieldFacts, StructDefinition } from "../../../schema/dsl/types.ts";
import { placesIn } from "../../wire/places.ts";
import { abiOf } from "../abis.ts";
import { nameOfType } from "../kinds/index.ts";
import { layOut } from "../lay-out.ts";
import { isExact } from "../value-range.ts";
import type { Complaint, Rule } from "./complaint.ts";
import { endsFlexible, fieldAt } from "./members.ts";

/** What is checked of the structs that images start with, once they can be laid out. */
export const preambleRules: readonly Rule<[StructDefinition, FamilyDefinition]>[] = [size, indistinct, byteOrder];

function* size(struct: StructDefinition, { abi }: FamilyDefinition): Iterable<Complaint> {
  const field = "";
  if (endsFlexible(struct)) {
    const problem = "is a preamble, and ends with a flexible array";
    yield { field, problem, cure: "give the array a length, or make it a record" };
  } else if (layOut(struct, abiOf(abi)).size === 0) {
    yield { field, problem: "is a preamble, and takes no bytes", cure: "give it a field, or leave it out" };
  }
}

/** One of several that no constant tells from another one. */
function* indistinct(struct: StructDefinition, { preamble = [], byteOrder, abi }: FamilyDefinition) {
  const constants = (of: StructDefinition) =>
    placesIn(layOut(of, abiOf(abi))).flatMap(({ field: { offset, size, constant, bits } }) =>
      typeof constant !== "number" && typeof constant !== "bigint"
        ? []
        : [{ place: [offset, bits?.at, bits?.width].join(), size, constant }],
    );
  const own = constants(struct);
  const isTold = (other: StructDefinition) =>
    constants(other).some(({ place, size, constant }) => {
      const here = own.find((one) => one.place === place && one.size === size);
      if (here === undefined || here.constant === constant) return false;
      // In an image of the other byte order it would be the same.
      return typeof byteOrder === "string" || hexOf(constant, size) !== reversed(hexOf(here.constant, size));
    });
  const twin = preamble.slice(0, preamble.indexOf(struct)).find((other) => !isTold(other));
  if (twin === undefined) return;
  const problem = `is a preamble as ${twin.name} is, and no constant tells them apart`;
  yield { field: "", problem, cure: "give both at one place constants that differ, in either byte order" };
}

/** The constant that tells the byte order. */
function* byteOrder({ name, fields }: StructDefinition, { byteOrder }: FamilyDefinition): Iterable<Complaint> {
  if (typeof byteOrder === "string" || byteOrder.record !== undefined) return;
  const facts = fieldAt(fields, byteOrder.field);
  const trouble = facts === undefined ? "is no field" : troubleWithMagic(facts);
  if (trouble === undefined) return;
  const problem = `is to tell the byte order by ${name}.${byteOrder.field}, which ${trouble}`;
  yield { field: "", problem, cure: "name a field with a constant that differs when its bytes are reversed" };
}

/** Why a field cannot tell the byte order. */
export function troubleWithMagic({ type, constant, byteOrder }: FieldFacts): string | undefined {
  if (constant === undefined) return "has no constant";
  if (type.kind !== "integer") return `is ${nameOfType(type)}`;
  if (byteOrder !== undefined) return "has a byte order of its own";
  if (!isExact(constant)) return undefined;
  const hex = hexOf(constant, type.size);
  return hex === reversed(hex) ? "has a constant that reads the same both ways" : undefined;
}

function hexOf(constant: number | bigint, size: number): string {
  return BigInt.asUintN(size * 8, BigInt(constant))
    .toString(16)
    .padStart(size * 2, "0");
}

/** The same bytes the other way round. */
function reversed(hex: string): string {
  return hex.match(/../g)!.toReversed().join("");
}
