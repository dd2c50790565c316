import {
  elementsOf,
  faultIn,
  headersOf,
  type Named,
  reservedMembers,
  type SchemaFault,
} from "../../src/layout/index.ts";
import { fieldsOf, type Layout } from "../../src/wire/index.ts";
import { definitionsOf, enumerationsUsed } from "../definitions.ts";
import { takenNames } from "../emit/imports.ts";
import { fileName, framingFile, headerName, innerName, typeName } from "../emit/names.ts";
import type { Unit } from "../emit/unit.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

/**
 * A name that generated code declares: a type or a file. Its functions and constants are named after types, with a verb
 * in lower case in front, so that they meet only where types do.
 */
interface Claim {
  /** whose it is: something with a C name or, with a path `a.b`, a member in it */
  readonly named: Named;
  readonly path: string;
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
    const which = owner === undefined ? "it" : "one of them";
    const cure = `give ${which} another name, or one for TypeScript alone: as`;
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
  return [
    ...families.flatMap((named) => ownClaims(named, familyEndings, "-family")),
    ...families.map((named) => ({ named, path: "", what: "file", name: framingFile(named.name) })),
    ...planned.flatMap(({ layout, type }) => {
      const named = definitions.get(layout.name) ?? { name: layout.name, definedIn: undefined };
      return [...ownClaims(named, { ...valueEndings, View: "view" }), ...innerClaims(layout, type, named, "")];
    }),
    ...families.flatMap((named) => {
      // A header has a type of its own in the records of each family.
      return headersOf(named).flatMap((header) => claims(named, "", headerName(header, named), headerEndings));
    }),
    ...[...enumerationsUsed(schema), ...brought].flatMap((named) => ownClaims(named, { "": "const object" })),
  ];
}

/** What is exported under a name with these endings. */
type Endings = { readonly [ending: string]: string };
const familyEndings: Endings = { "": "family", RecordInit: "union of values", Record: "union" };
const valueEndings: Endings = { "": "type", Init: "type of values" };
const headerEndings: Endings = { "": "header in records", Init: "header in records", View: "header in records" };

/** The names that something takes under its own: its file, and what it exports. */
function ownClaims(named: Named, endings: Endings, fileEnding = ""): Claim[] {
  const file = { named, path: "", what: "file", name: fileName(named) + fileEnding };
  return [...claims(named, "", typeName(named), endings), file];
}

function claims(named: Named, path: string, name: string, endings: Endings): Claim[] {
  return Object.entries(endings).map(([ending, what]) => ({ named, path, what, name: name + ending }));
}

/** The names of structs and unions that have no module. */
function innerClaims(layout: Layout, around: string, named: Named, prefix: string): Claim[] {
  return [...fieldsOf(layout).held, ...(layout.extended?.parts ?? [])].flatMap((field): Claim[] => {
    const type = elementsOf(field.type);
    if (!("layout" in type) || (type.kind === "struct" && type.layout.name !== "")) return [];
    const path = prefix + field.name;
    const name = innerName(around, field);
    return [...claims(named, path, name, valueEndings), ...innerClaims(type.layout, name, named, `${path}.`)];
  });
}

/** Members of structs, unions and enumerations that no object of generated code can have. */
export function checkMemberNames(schema: Schema): SchemaFault[] {
  const members = [...definitionsOf(schema)].flatMap(([{ fields }, holder]) =>
    Object.entries(fields).map(([name, field]) => ({ holder, name, as: field?.facts?.as, cure: `.as("${name}_")` })),
  );
  const values = enumerationsUsed(schema).flatMap((holder) =>
    [...holder.members].map(({ name, as }) => ({ holder, name, as, cure: `{ value: …, as: "${name}_" }` })),
  );
  const records = schema.families.flatMap((family) => family.records);
  const types = records.map((holder) => ({
    holder,
    name: holder.typeName ?? "",
    as: undefined,
    cure: "as a member of `types`",
  }));
  return [...members, ...values, ...types]
    .filter(({ name, as }) => as === undefined && reservedMembers.has(name))
    .map(({ holder, name, cure }) => {
      return faultIn(holder, name, `${name} is a reserved JavaScript name`, `give it another name there: ${cure}`);
    });
}
