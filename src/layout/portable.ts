import type { FamilyDefinition, RecordDefinition, StructDefinition, TypeNode } from "../../schema/dsl/types.ts";
import type { Layout, TypeLayout } from "../wire/layout.ts";
import type { Abi } from "./abi.ts";
import { abisOf } from "./abis.ts";
import { type Place, placeIn } from "./faults/complaint.ts";
import { fieldsOf } from "./fields.ts";
import { definitionOf, elementOf, isAnonymous, isUnnamedBits } from "./kinds/index.ts";
import { layOutMembers, type Member, targetFor } from "./lay-out.ts";
import { membersOfRecord } from "./lay-out-record.ts";
import { bitRangeOf } from "./positions.ts";
import { faultIn, type SchemaFault } from "./schema-fault.ts";

/** What C code that is the same everywhere says, and what is to be said if it is not. */
interface Cures {
  readonly place: string;
  readonly bits: string;
  readonly align: string;
}

/** What is to be done where ABIs differ: an i386 compiler aligns 8 bytes to 4; those of Windows do not take GNU's attributes alike. */
function curesFor(abis: readonly Abi[]): Cures {
  const own = `or abi: "${abis[0]?.name}" of the family, as the C code has it; or in a format of your own, put explicit padding before it`;
  if (abis.every(({ takesAttributes }) => takesAttributes))
    return {
      place: `say packed: true, ${own} or add .aligned(8)`,
      bits: "put explicit padding bits before it",
      align: "add align: 8, or ",
    };
  const bits = "fill whole integers with bits of their type, and pad them explicitly";
  return { place: `say pack: 1, ${own}`, bits, align: "" };
}

/** Where something stands, and the ABIs that it is compared on. */
interface Compared extends Place {
  readonly abis: readonly Abi[];
}

/** One number for each ABI. */
type Column = readonly number[];

/**
 * The fields of a record that are of another size under some of the family's ABIs, or else the first that stands elsewhere; where
 * none does, the record itself, if its size differs. Padding at the end of structs inside it does not count. The record and the family
 * must have no other faults: see `checkSchema`.
 */
export function comparePortable(record: RecordDefinition, family: FamilyDefinition): SchemaFault[] {
  return compareAll(record, abisOf(family.abi), membersOfRecord(record, family));
}

/** The same of a struct that comes by itself. */
export function compareStruct(struct: StructDefinition, { abi }: FamilyDefinition): SchemaFault[] {
  return compareAll(struct, abisOf(abi), Object.entries(struct.fields));
}

function compareAll(
  whole: RecordDefinition | StructDefinition,
  abis: readonly Abi[],
  members: readonly Member[],
): SchemaFault[] {
  if (abis.length === 1) return [];
  const layouts = abis.map((abi) => layOutMembers(whole, abi, members));
  const place: Compared = { named: whole, prefix: "", abis };
  const ofParts = Object.entries(whole.parts ?? {}).flatMap(([name, { facts }]) => {
    const types = abis.map((abi) => targetFor(abi).measure(facts).type);
    return compareTypes(facts.type, types, place, name);
  });
  const faults = [...compareMembers(members, layouts, place), ...ofParts];
  const sizes = layouts.map(({ size }) => size);
  if (faults.length > 0 || isUniform(sizes)) return faults;
  return [
    fault(place, "", `is ${byAbi(abis, sizes, " bytes long")}`, `${curesFor(abis).align}end it with explicit padding`),
  ];
}

/** Members of other sizes, or else the first that stands elsewhere: others behind it may merely move along. */
function compareMembers(members: readonly Member[], layouts: readonly Layout[], place: Compared): SchemaFault[] {
  const faults: SchemaFault[] = [];
  const { abis } = place;
  const rows = layouts.map(fieldsOf);
  const named = members.filter(([, { facts }]) => !isUnnamedBits(facts.type));
  for (const [index, [name, { facts }]] of named.entries()) {
    const fields = rows.map((row) => row[index]!);
    const starts = fields.map((field) => bitRangeOf(field).at);
    const types = fields.map(({ type }) => type);
    faults.push(...compareTypes(facts.type, types, place, name));
    if (faults.length > 0 || isUniform(starts)) continue;
    const isBits = fields[0]!.bits !== undefined;
    const where = isBits
      ? `starts at bit ${byAbi(abis, starts)}`
      : `is at byte ${byAbi(
          abis,
          fields.map(({ offset }) => offset),
        )}`;
    faults.push(fault(place, name, where, isBits ? curesFor(abis).bits : curesFor(abis).place));
  }
  return faults;
}

function compareTypes(type: TypeNode, types: readonly TypeLayout[], place: Compared, path: string): SchemaFault[] {
  const [first] = types;
  const { abis } = place;
  const sizes = types.map((layout) => (layout.kind === "integer" || layout.kind === "bytes" ? layout.size : 0));
  if (!isUniform(sizes)) {
    const integer = first?.kind === "integer" && first.signed ? "s64" : "u64";
    const substitute = first?.kind === "bytes" ? "bytes(…), or name the abi" : `${integer} instead`;
    return [fault(place, path, `takes ${byAbi(abis, sizes, " bytes")}`, `use ${substitute}`)];
  }
  const without = abis.filter(({ int128Align }) => int128Align === undefined).map(({ name }) => name);
  if (first?.kind === "integer" && first.size === 16 && without.length > 0) {
    const problem = `is an integer of 16 bytes, which ${without.join(" and ")} ${without.length > 1 ? "have" : "has"} not`;
    return [fault(place, path, problem, "use array(u64, 2), or name the abi")];
  }
  const element = elementOf(type);
  if (element !== undefined) return compareElements(element.facts.type, types, place, path);
  const definition = definitionOf(type);
  if (definition === undefined) return [];
  const layouts = types.flatMap((layout) => ("layout" in layout ? [layout.layout] : []));
  const inside = isAnonymous(type) ? place : { ...place, ...placeIn(definition, place, path) };
  return compareMembers(Object.entries(definition.fields), layouts, inside);
}

/** Padding at an element's end moves the elements behind it. */
function compareElements(type: TypeNode, types: readonly TypeLayout[], place: Compared, path: string): SchemaFault[] {
  const lists = types.filter((layout) => "element" in layout);
  const elements = lists.map(({ element }) => element);
  const faults = compareTypes(type, elements, place, `${path}[]`);
  const strides = lists.map(({ stride }) => stride);
  if (faults.length > 0 || isUniform(strides)) return faults;
  const { align } = curesFor(place.abis);
  const cure = `${align.replace("add", "give the element's struct")}end it with explicit padding`;
  return [fault(place, path, `has elements of ${byAbi(place.abis, strides, " bytes")}`, cure)];
}

function fault({ named, prefix }: Place, path: string, problem: string, cure: string): SchemaFault {
  return faultIn(named, prefix + path, problem, cure);
}

function isUniform(column: Column): boolean {
  return column.every((value) => value === column[0]);
}

/** "12 bytes on i386, 16 elsewhere": the most frequent value comes last. */
function byAbi(abis: readonly Abi[], column: Column, unit = ""): string {
  const groups = [...new Set(column)]
    .map((value) => ({ value, members: abis.filter((_, index) => column[index] === value) }))
    .sort((a, b) => a.members.length - b.members.length);
  const texts = groups.map(({ value, members }, index) => {
    const where = index === groups.length - 1 ? "elsewhere" : `on ${members.map(({ name }) => name).join(" and ")}`;
    return `${value}${index === 0 ? unit : ""} ${where}`;
  });
  return texts.join(", ");
}
