import type { FamilyDefinition, RecordDefinition, StructDefinition, TypeNode } from "../../schema/dsl/types.ts";
import type { Layout, TypeLayout } from "../wire/layout.ts";
import { abis } from "./abis.ts";
import type { Place } from "./faults/complaint.ts";
import { fieldsOf } from "./fields.ts";
import { definitionOf, elementOf, isAnonymous, isUnnamedBits } from "./kinds/index.ts";
import type { Definition } from "./kinds/rules.ts";
import { layOutMembers, type Member, targetFor } from "./lay-out.ts";
import { membersOfRecord } from "./lay-out-record.ts";
import { bitRangeOf } from "./positions.ts";
import { faultIn, type SchemaFault } from "./schema-fault.ts";

/** An i386 compiler aligns 8 bytes to 4: what C code that is the same everywhere says, and what is to be said if it is not. */
const asInC =
  'say packed: true, or abi: "x86_64" of the family, as the C code has it; or in a format of your own, put explicit padding before it or add .aligned(8)';

const allAbis = Object.values(abis);

/** One number for each of `allAbis`. */
type Column = readonly number[];

/**
 * The fields of a record that are of another size under some of the ABIs, or else the first that stands elsewhere; where
 * none does, the record itself, if its size differs. Padding at the end of structs inside it does not count. The record and the family
 * must have no other faults: see `checkSchema`.
 */
export function comparePortable(record: RecordDefinition, family: FamilyDefinition): SchemaFault[] {
  return compareAll(record, membersOfRecord(record, family));
}

/** The same of a struct that comes by itself. */
export function compareStruct(struct: StructDefinition): SchemaFault[] {
  return compareAll(struct, Object.entries(struct.fields));
}

function compareAll(whole: RecordDefinition | StructDefinition, members: readonly Member[]): SchemaFault[] {
  const layouts = allAbis.map((abi) => layOutMembers(whole, abi, members));
  const place: Place = { named: whole, prefix: "" };
  const ofParts = Object.entries(whole.parts ?? {}).flatMap(([name, { facts }]) => {
    const types = allAbis.map((abi) => targetFor(abi).measure(facts).type);
    return compareTypes(facts.type, types, place, name);
  });
  const faults = [...compareMembers(members, layouts, place), ...ofParts];
  const sizes = layouts.map(({ size }) => size);
  if (faults.length > 0 || isUniform(sizes)) return faults;
  return [fault(place, "", `is ${byAbi(sizes, " bytes long")}`, "add align: 8, or end it with explicit padding")];
}

/** Members of other sizes, or else the first that stands elsewhere: others behind it may merely move along. */
function compareMembers(members: readonly Member[], layouts: readonly Layout[], place: Place): SchemaFault[] {
  const faults: SchemaFault[] = [];
  const rows = layouts.map(fieldsOf);
  const named = members.filter(([, { facts }]) => !isUnnamedBits(facts.type));
  for (const [index, [name, { facts }]] of named.entries()) {
    const fields = rows.map((row) => row[index]!);
    const starts = fields.map((field) => bitRangeOf(field).at);
    const types = fields.map(({ type }) => type);
    faults.push(...compareTypes(facts.type, types, place, name));
    if (faults.length > 0 || isUniform(starts)) continue;
    const isBits = fields[0]!.bits !== undefined;
    const where = isBits ? `starts at bit ${byAbi(starts)}` : `is at byte ${byAbi(fields.map(({ offset }) => offset))}`;
    faults.push(fault(place, name, where, isBits ? "put explicit padding bits before it" : asInC));
  }
  return faults;
}

function compareTypes(type: TypeNode, types: readonly TypeLayout[], place: Place, path: string): SchemaFault[] {
  const [first] = types;
  const sizes = types.map((layout) => (layout.kind === "integer" || layout.kind === "bytes" ? layout.size : 0));
  if (!isUniform(sizes)) {
    const integer = first?.kind === "integer" && first.signed ? "s64" : "u64";
    const substitute = first?.kind === "bytes" ? "bytes(…), or name the abi" : `${integer} instead`;
    return [fault(place, path, `takes ${byAbi(sizes, " bytes")}`, `use ${substitute}`)];
  }
  if (first?.kind === "integer" && first.size === 16) {
    const without = allAbis.filter(({ int128Align }) => int128Align === undefined).map(({ name }) => name);
    const problem = `is an integer of 16 bytes, which ${without.join(" and ")} have not`;
    return [fault(place, path, problem, "use array(u64, 2), or name the abi")];
  }
  const element = elementOf(type);
  if (element !== undefined) return compareElements(element.facts.type, types, place, path);
  const definition = definitionOf(type);
  if (definition === undefined) return [];
  const layouts = types.flatMap((layout) => ("layout" in layout ? [layout.layout] : []));
  const inside = isAnonymous(type) ? place : placeIn(definition, place, path);
  return compareMembers(Object.entries(definition.fields), layouts, inside);
}

/** Padding at an element's end moves the elements behind it. */
function compareElements(type: TypeNode, types: readonly TypeLayout[], place: Place, path: string): SchemaFault[] {
  const lists = types.filter((layout) => "element" in layout);
  const elements = lists.map(({ element }) => element);
  const faults = compareTypes(type, elements, place, `${path}[]`);
  const strides = lists.map(({ stride }) => stride);
  if (faults.length > 0 || isUniform(strides)) return faults;
  const cure = "give the element's struct align: 8, or end it with explicit padding";
  return [fault(place, path, `has elements of ${byAbi(strides, " bytes")}`, cure)];
}

function placeIn(definition: Definition, { named, prefix }: Place, path: string): Place {
  return definition.name === "" ? { named, prefix: `${prefix}${path}.` } : { named: definition, prefix: "" };
}

function fault({ named, prefix }: Place, path: string, problem: string, cure: string): SchemaFault {
  return faultIn(named, prefix + path, problem, cure);
}

function isUniform(column: Column): boolean {
  return column.every((value) => value === column[0]);
}

/** "12 bytes on i386, 16 elsewhere": the most frequent value comes last. */
function byAbi(column: Column, unit = ""): string {
  const groups = [...new Set(column)]
    .map((value) => ({ value, members: allAbis.filter((_, index) => column[index] === value) }))
    .sort((a, b) => a.members.length - b.members.length);
  const texts = groups.map(({ value, members }, index) => {
    const where = index === groups.length - 1 ? "elsewhere" : `on ${members.map(({ name }) => name).join(" and ")}`;
    return `${value}${index === 0 ? unit : ""} ${where}`;
  });
  return texts.join(", ");
}
