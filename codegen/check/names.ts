import type { FamilyDefinition, Fields } from "../../schema/dsl/index.ts";
import { followerStructs, type SchemaFault } from "../../src/layout/index.ts";
import { takenNames } from "../emit/imports.ts";
import { kebabCase, pascalCase } from "../emit/names.ts";
import type { Schema } from "../load.ts";

/** Names that an object literal or a class gives a meaning of their own. */
const reservedMembers: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype", "toJSON"]);

/** Files that a generated folder has anyway. */
const reservedFiles: ReadonlySet<string> = new Set(["index"]);

type Holder = Named & { readonly fields: Fields };
type Named = { readonly name: string; readonly definedIn: string | undefined };

/** C names that cannot become TypeScript names, or not all at once. */
export function checkNames(schema: Schema): SchemaFault[] {
  return [...memberNames(schema), ...typeNames(schema)];
}

function memberNames({ families, structs, enumerations }: Schema): SchemaFault[] {
  const holders = [...families.flatMap(holdersOf), ...structs];
  return [
    ...holders.flatMap((holder) => fieldNames(holder, holder.fields)),
    ...enumerations.flatMap((one) =>
      [...one.members].filter(({ name }) => reservedMembers.has(name)).map(({ name }) => reserved(one, name)),
    ),
  ];
}

function holdersOf({ header, records }: FamilyDefinition): Holder[] {
  return [header, ...records];
}

function fieldNames(holder: Named, fields: Fields): SchemaFault[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const inner = facts.type.kind === "struct" && facts.type.struct.name === "" ? facts.type.struct.fields : {};
    return [...(reservedMembers.has(name) ? [reserved(holder, name)] : []), ...fieldNames(holder, inner)];
  });
}

function reserved(holder: Named, field: string): SchemaFault {
  return {
    file: holder.definedIn,
    record: holder.name,
    field,
    problem: `${field} is a reserved JavaScript name`,
    cure: `give the member another name, such as ${field}_`,
  };
}

/** Types, codecs and files are named after C names; two C names must not meet in one of them. */
function typeNames(schema: Schema): SchemaFault[] {
  const owners = new Map<string, Owner>();
  return everyName(schema).flatMap(({ named, takes }) => {
    const fault = (problem: string): SchemaFault[] => [
      { file: named.definedIn, record: named.name, field: "", problem, cure: "give one of them another name" },
    ];
    for (const { name, what } of takes) {
      if (takenNames.has(name))
        return fault(`its ${what} would be named ${name}, which generated code uses for something else`);
      if (reservedFiles.has(name)) return fault(`its file would be named ${name}.ts, which every generated folder has`);
      const owner = owners.get(name);
      // Definitions of one C name have been compared: if they differ, that has been said.
      if (owner !== undefined && owner.named.name !== named.name) {
        return fault(`its ${what} and the ${owner.what} of ${owner.named.name} would both be named ${name}`);
      }
      owners.set(name, { named, what });
    }
    return [];
  });
}

interface Owner {
  readonly named: Named;
  /** `type`, `view`, `file` */
  readonly what: string;
}

/** A definition, and the names that its code takes. */
interface Taker {
  readonly named: Named;
  readonly takes: readonly { readonly name: string; readonly what: string }[];
}

function everyName({ families, structs, enumerations }: Schema): Taker[] {
  const units: Holder[] = [...families.flatMap(holdersOf), ...families.flatMap(followerStructs), ...structs];
  const named = [...enumerations, ...families.flatMap(({ types }) => types ?? [])];
  return [
    ...families.map((family) =>
      taker(family, { family: "", union: "Record", "union of values": "RecordInit" }, "-family"),
    ),
    ...[...new Set(units)].map((unit) => withInner(unit, taker(unit, unitEndings, ""))),
    ...[...new Set(named)].map((one) => taker(one, { "const object": "" }, "")),
  ];
}

const unitEndings = { type: "", "type of values": "Init", view: "View" };

/** Structs and unions without a name are named after the member that they are. */
function withInner({ name, fields }: Holder, { named, takes }: Taker): Taker {
  return { named, takes: [...takes, ...innerNames(fields, pascalCase(name))] };
}

function innerNames(fields: Fields, type: string): Taker["takes"] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    let inner = facts.type;
    while (inner.kind === "array" || inner.kind === "flexible") inner = inner.element.facts.type;
    const of = inner.kind === "struct" ? inner.struct : inner.kind === "union" ? inner.union : undefined;
    if (of === undefined || (inner.kind === "struct" && of.name !== "")) return [];
    const own = type + pascalCase(name);
    const what = `type of ${name}`;
    return [{ name: own, what }, { name: `${own}Init`, what }, ...innerNames(of.fields, own)];
  });
}

function taker(named: Named, endings: { readonly [what: string]: string }, fileEnding: string): Taker {
  const type = pascalCase(named.name);
  const takes = Object.entries(endings).map(([what, ending]) => ({ name: type + ending, what }));
  return { named, takes: [...takes, { name: kebabCase(named.name) + fileEnding, what: "file" }] };
}
