import type { EnumerationDefinition, FamilyDefinition, Fields, StructDefinition } from "../../schema/dsl/index.ts";
import type { SchemaFault } from "../../src/layout/index.ts";
import { takenNames } from "../emit/imports.ts";
import { kebabCase, pascalCase } from "../emit/names.ts";
import type { Schema } from "../load.ts";

/** Names that an object literal or a class gives a meaning of their own. */
const reservedMembers: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype", "toJSON"]);

/** Files that a generated folder has anyway. */
const reservedFiles: ReadonlySet<string> = new Set(["index"]);

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
      one.members.filter(({ name }) => reservedMembers.has(name)).map(({ name }) => reserved(one, name)),
    ),
  ];
}

function holdersOf({ header, records }: FamilyDefinition): (Named & { readonly fields: Fields })[] {
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
  const owners = new Map<string, Named>();
  return everyName(schema).flatMap((named) => {
    const type = pascalCase(named.name);
    const file = kebabCase(named.name);
    const fault = (problem: string): SchemaFault[] => [
      { file: named.definedIn, record: named.name, field: "", problem, cure: "give one of them another name" },
    ];
    if (takenNames.has(type))
      return fault(`its type would be named ${type}, which generated code uses for something else`);
    if (reservedFiles.has(file)) return fault(`its file would be named ${file}.ts, which every generated folder has`);
    const owner = owners.get(file);
    if (owner !== undefined && owner !== named)
      return fault(`${named.name} and ${owner.name} would both be named ${type}`);
    owners.set(file, named);
    return [];
  });
}

function everyName({ families, structs, enumerations }: Schema): Named[] {
  const all: (Named | EnumerationDefinition | StructDefinition)[] = [
    ...families.flatMap(({ name, definedIn }) => [
      { name, definedIn },
      { name: `${name}_family`, definedIn },
    ]),
    ...families.flatMap(holdersOf),
    ...structs,
    ...enumerations,
    ...families.flatMap(({ types }) => types ?? []),
  ];
  return [...new Set(all)];
}
