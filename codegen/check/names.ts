import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { elementsOf, faultIn, type Named, reservedMembers, type SchemaFault } from "../../src/layout/index.ts";
import { fieldsOf, type Layout } from "../../src/wire/index.ts";
import { takenNames } from "../emit/imports.ts";
import { framingFile, headerName, innerName, kebabCase, pascalCase } from "../emit/names.ts";
import type { Unit } from "../emit/unit.ts";
import { definitionsOf, enumerationsUsed, type LaidOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

/** What a name in generated code belongs to: something with a C name or, with a path `a.b`, a member in it. */
interface Claimant {
  readonly named: Named;
  readonly path: string;
}

/**
 * A name that generated code declares: a type or a file. Its functions and constants are named after types, with a verb
 * in lower case in front, so that they meet only where types do.
 */
interface Claim extends Claimant {
  /** `type`, `view`, `file` */
  readonly what: string;
  readonly name: string;
}

/** Types, codecs, functions and files are named after C names; two C names must not meet in one of them. */
export function checkNames(schema: Schema, laidOut: LaidOutSchema, planned: readonly Unit[]): SchemaFault[] {
  const owners = new Map<string, Claim>();
  const faults = new Map<string, SchemaFault>();
  for (const claim of claimsOf(schema, laidOut, planned)) {
    const { named, path, what, name } = claim;
    const key = what === "file" ? `./${name}` : name;
    const owner = owners.get(key);
    const problem = misnaming(claim) ?? collision(claim, owner);
    if (problem === undefined) owners.set(key, claim);
    // Whose type is in another's way is with its functions, too.
    const place = `${named.name} ${path}`;
    if (problem === undefined || faults.has(place)) continue;
    const cure = `give ${owner === undefined ? "it" : "one of them"} another name`;
    faults.set(place, faultIn(named, path, problem, cure));
  }
  return [...faults.values()];
}

function misnaming({ what, name }: Claim): string | undefined {
  const would = `its ${what} would be named`;
  if (!/^[A-Za-z]/.test(name)) return `${would} ${JSON.stringify(name)}, which does not begin with a letter`;
  if (what !== "file" && takenNames.has(name)) return `${would} ${name}, which generated code uses for something else`;
  if (what === "file" && name === "index") return `${would} ${name}.ts, which every generated folder has`;
  return undefined;
}

function collision({ named, path, what, name }: Claim, owner: Claim | undefined): string | undefined {
  if (owner === undefined || (owner.named === named && owner.path === path)) return undefined;
  const beside = owner.named === named ? owner.path : `${owner.path} of ${owner.named.name}`;
  const other = owner.path === "" ? owner.named.name : beside;
  return `its ${what} and the ${owner.what} of ${other} would both be named ${name}`;
}

function claimsOf(schema: Schema, laidOut: LaidOutSchema, planned: readonly Unit[]): Claim[] {
  const { families } = schema;
  const definitions = new Map<string, Named>([...definitionsOf(schema).keys()].map((one) => [one.name, one]));
  const brought = families.flatMap((family, i) => {
    const name = laidOut.families[i]?.types?.name;
    return family.types !== undefined || name === undefined ? [] : [{ name, definedIn: family.definedIn }];
  });
  const familyEndings = { family: "", "union of values": "RecordInit", union: "Record" };
  return [
    ...families.flatMap((named) => ownClaims(named, familyEndings, "-family")),
    ...families.map((named) => ({ named, path: "", what: "file", name: framingFile(named.name) })),
    ...planned.flatMap(({ layout, type }) => {
      const named = definitions.get(layout.name) ?? { name: layout.name, definedIn: undefined };
      return [...ownClaims(named, { ...valueEndings, view: "View" }), ...innerClaims(layout, type, named, "")];
    }),
    ...families.flatMap(headerClaims),
    ...[...enumerationsUsed(schema), ...brought].flatMap((named) => ownClaims(named, { "const object": "" })),
  ];
}

const valueEndings = { type: "", "type of values": "Init" };

/** The names that something takes under its own: its file, and what it exports, by their endings. */
function ownClaims(named: Named, endings: { readonly [what: string]: string }, fileEnding = ""): Claim[] {
  const by = { named, path: "" };
  const file = { ...by, what: "file", name: kebabCase(named.name) + fileEnding };
  return [...typeClaims(by, pascalCase(named.name), endings), file];
}

function typeClaims(by: Claimant, name: string, endings: { readonly [what: string]: string }): Claim[] {
  return Object.entries(endings).map(([what, ending]) => ({ ...by, what, name: name + ending }));
}

/** A header has a type of its own in the records of each family. */
function headerClaims(named: FamilyDefinition): Claim[] {
  if (named.header === undefined) return [];
  const name = headerName(named.header, named.name);
  return ["", "Init", "View"].map((ending) => ({ named, path: "", what: "header in records", name: name + ending }));
}

/** The names of structs and unions that have no module. */
function innerClaims(layout: Layout, around: string, named: Named, prefix: string): Claim[] {
  return fieldsOf(layout).held.flatMap((field): Claim[] => {
    const type = elementsOf(field.type);
    if (!("layout" in type) || (type.kind === "struct" && type.layout.name !== "")) return [];
    const path = prefix + field.name;
    const name = innerName(around, field);
    const own = typeClaims({ named, path }, name, valueEndings);
    return [...own, ...innerClaims(type.layout, name, named, `${path}.`)];
  });
}

/** Members of structs, unions and enumerations that no object of generated code can have. */
export function checkMemberNames(schema: Schema): SchemaFault[] {
  const records = schema.families.flatMap((family) => family.records);
  const all: { readonly holder: Named; readonly names: string[] }[] = [
    ...[...definitionsOf(schema)].map(([{ fields }, holder]) => ({ holder, names: Object.keys(fields) })),
    ...enumerationsUsed(schema).map((holder) => ({ holder, names: [...holder.members].map(({ name }) => name) })),
    ...records.map((holder) => ({ holder, names: [holder.typeName ?? ""] })),
  ];
  return all.flatMap(({ holder, names }) => {
    const reserved = names.filter((name) => reservedMembers.has(name));
    return reserved.map((name) =>
      faultIn(holder, name, `${name} is a reserved JavaScript name`, `give the member another name, such as ${name}_`),
    );
  });
}
