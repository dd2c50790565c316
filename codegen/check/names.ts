import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { elementsOf, faultIn, type Named, reservedMembers, type SchemaFault } from "../../src/layout/index.ts";
import { fieldsOf, type Layout } from "../../src/wire/index.ts";
import { takenNames } from "../emit/imports.ts";
import { framingFile, headerName, innerName, kebabCase, pascalCase } from "../emit/names.ts";
import type { Unit } from "../emit/unit.ts";
import { definitionsOf, enumerationsUsed, type LaidOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

/** Files that a generated folder has anyway. */
const reservedFiles: ReadonlySet<string> = new Set(["index"]);

/** Types, codecs, functions and files are named after C names; two C names must not meet in one of them. */
export function checkNames(schema: Schema, laidOut: LaidOutSchema, planned: readonly Unit[]): SchemaFault[] {
  const owners = new Map<string, Claim>();
  const faults = new Map<string, SchemaFault>();
  for (const claim of claimsOf(schema, laidOut, planned)) {
    const { by, name } = claim;
    const key = claim.what === "file" ? `./${name}` : name;
    const owner = owners.get(key);
    const problem = misnaming(claim) ?? collision(claim, owner);
    if (problem === undefined) owners.set(key, claim);
    // Whose type is in another's way is with its functions, too.
    const place = `${by.named.name} ${by.path}`;
    if (problem === undefined || faults.has(place)) continue;
    const cure = `give ${owner === undefined ? "it" : "one of them"} another name`;
    faults.set(place, faultIn(by.named, by.path, problem, cure));
  }
  return [...faults.values()];
}

function misnaming({ what, name }: Claim): string | undefined {
  const would = `its ${what} would be named`;
  if (!/^[A-Za-z]/.test(name)) return `${would} ${JSON.stringify(name)}, which does not begin with a letter`;
  if (what !== "file" && takenNames.has(name)) return `${would} ${name}, which generated code uses for something else`;
  if (what === "file" && reservedFiles.has(name)) return `${would} ${name}.ts, which every generated folder has`;
  return undefined;
}

function collision({ by, what, name }: Claim, owner: Claim | undefined): string | undefined {
  if (owner === undefined || (owner.by.named === by.named && owner.by.path === by.path)) return undefined;
  return `its ${what} and the ${owner.what} of ${describe(owner.by, by)} would both be named ${name}`;
}

function describe({ named, path }: Claimant, beside: Claimant): string {
  if (path === "") return named.name;
  return named === beside.named ? path : `${path} of ${named.name}`;
}

function claimsOf(schema: Schema, laidOut: LaidOutSchema, planned: readonly Unit[]): Claim[] {
  const { families } = schema;
  const definitions = new Map<string, Named>([...definitionsOf(schema).keys()].map((one) => [one.name, one]));
  const enumerations = enumerationsUsed(schema);
  const brought = families.flatMap((family, i) => {
    const name = laidOut.families[i]?.types?.name;
    return family.types !== undefined || name === undefined ? [] : [{ name, definedIn: family.definedIn }];
  });
  const familyEndings = { family: "", "union of values": "RecordInit", union: "Record" };
  return [
    ...families.flatMap((named) => ownClaims({ named, path: "" }, familyEndings, "-family")),
    ...families.map((named): Claim => ({ by: { named, path: "" }, what: "file", name: framingFile(named.name) })),
    ...planned.flatMap((one) => unitClaims(one, definitions)),
    ...families.flatMap((family) => headerClaims(family)),
    ...[...enumerations, ...brought].flatMap((named) => ownClaims({ named, path: "" }, { "const object": "" })),
  ];
}

/** A header has a type of its own in the records of each family. */
function headerClaims(family: FamilyDefinition): Claim[] {
  if (family.header === undefined) return [];
  const name = headerName(family.header, family.name);
  const by = { named: family, path: "" };
  return ["", "Init", "View"].map((ending) => ({ by, what: "header in records", name: name + ending }));
}

/** Members of structs, unions and enumerations that no object of generated code can have. */
export function checkMemberNames(schema: Schema): SchemaFault[] {
  const records = schema.families.flatMap((family) => family.records);
  return [
    ...[...definitionsOf(schema)].flatMap(([{ fields }, holder]) => reservedAmong(Object.keys(fields), holder)),
    ...enumerationsUsed(schema).flatMap((one) =>
      reservedAmong(
        [...one.members].map(({ name }) => name),
        one,
      ),
    ),
    ...records.flatMap((record) => reservedAmong([record.typeName ?? ""], record)),
  ];
}

function reservedAmong(names: readonly string[], holder: Named): SchemaFault[] {
  const reserved = names.filter((name) => reservedMembers.has(name));
  return reserved.map((name) =>
    faultIn(holder, name, `${name} is a reserved JavaScript name`, `give the member another name, such as ${name}_`),
  );
}

/** What a name in generated code belongs to: something with a C name or, with a path `a.b`, a member in it. */
interface Claimant {
  readonly named: Named;
  readonly path: string;
}

/**
 * A name that generated code declares: a type or a file. Its functions and constants are named after types, with a verb
 * in lower case in front, so that they meet only where types do.
 */
interface Claim {
  readonly by: Claimant;
  /** `type`, `view`, `file` */
  readonly what: string;
  readonly name: string;
}

/** The names that something takes under its own: its file, and what it exports, by their endings. */
function ownClaims(by: Claimant, endings: { readonly [what: string]: string }, fileEnding = ""): Claim[] {
  const { name } = by.named;
  return [...typeClaims(by, pascalCase(name), endings), { by, what: "file", name: kebabCase(name) + fileEnding }];
}

function typeClaims(by: Claimant, name: string, endings: { readonly [what: string]: string }): Claim[] {
  return Object.entries(endings).map(([what, ending]) => ({ by, what, name: name + ending }));
}

const endings = { type: "", "type of values": "Init", view: "View" };

/** The names in the module of a unit: its own, and those of structs and unions in it that have no module. */
function unitClaims({ layout, type }: Unit, definitions: ReadonlyMap<string, Named>): Claim[] {
  const { name } = layout;
  const root = { named: definitions.get(name) ?? { name, definedIn: undefined }, path: "" };
  return [...ownClaims(root, endings), ...innerClaims(layout, type, root)];
}

function innerClaims(layout: Layout, around: string, { named, path }: Claimant): Claim[] {
  return fieldsOf(layout).held.flatMap((field): Claim[] => {
    const type = elementsOf(field.type);
    if (!("layout" in type) || (type.kind === "struct" && type.layout.name !== "")) return [];
    const by = { named, path: path === "" ? field.name : `${path}.${field.name}` };
    const name = innerName(around, field);
    return [...typeClaims(by, name, { type: "", "type of values": "Init" }), ...innerClaims(type.layout, name, by)];
  });
}
