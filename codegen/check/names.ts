import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { faultIn, type Named, type SchemaFault } from "../../src/layout/index.ts";
import { definitionsOf } from "../definitions.ts";
import { framingFile, headerName } from "../emit/family-module.ts";
import { takenNames } from "../emit/imports.ts";
import type { Unit } from "../emit/unit.ts";
import { enumerationsUsed, type LaidOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";
import { type Claim, type Claimant, ownClaims, unitClaims } from "./claims.ts";

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
    ...families.map((named): Claim => ({ by: { named, path: "" }, what: "file", name: framingFile(named) })),
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
