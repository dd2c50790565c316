import { elementsOf, faultIn, headersOf, type Named, type SchemaFault } from "../../src/layout/index.ts";
import { fieldsOf, type Layout } from "../../src/wire/index.ts";
import { definitionsOf, enumerationsUsed } from "../definitions.ts";
import { takenNames } from "../emit/imports.ts";
import { fileName, framingFile, headerName, innerName, typeName } from "../emit/names.ts";
import type { Unit } from "../emit/unit.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

/**
 * A name that generated code declares: a type or, with `./` in front, a file. Its functions and constants are named after
 * types, with a verb in lower case in front, so that they meet only where types do.
 */
interface Claim {
  /** whose it is: something with a C name or, with a path `a.b`, a member in it */
  readonly named: Named;
  readonly path: string;
  readonly name: string;
}

/** Types, codecs, functions and files are named after C names; two C names must not meet in one of them. */
export function checkNames(schema: Schema, laidOut: LaidOutSchema, planned: readonly Unit[]): SchemaFault[] {
  const owners = new Map<string, Claim>();
  const faults = new Map<string, SchemaFault>();
  for (const claim of claimsOf(schema, laidOut, planned)) {
    const { named, path, name } = claim;
    const problem = misnaming(claim, owners.get(name));
    if (problem === undefined) owners.set(name, claim);
    // Whose type is in another's way is with its functions, too.
    const place = `${named.name} ${path}`;
    if (problem === undefined || faults.has(place)) continue;
    faults.set(place, faultIn(named, path, problem, "give it another name, or one for TypeScript alone: as"));
  }
  return [...faults.values()];
}

function misnaming({ named, path, name }: Claim, owner: Claim | undefined): string | undefined {
  const would = `would be named ${name} in TypeScript`;
  if (!/^(?:\.\/)?[A-Za-z]/.test(name)) return `${would}, which does not begin with a letter`;
  if (takenNames.has(name) || name === "./index") return `${would}, which generated code uses for something else`;
  if (owner === undefined || (owner.named === named && owner.path === path)) return undefined;
  const other = owner.path === "" ? owner.named.name : `${owner.named.name}.${owner.path}`;
  return `${would}, and so would something of ${other}`;
}

function claimsOf(schema: Schema, laidOut: LaidOutSchema, planned: readonly Unit[]): Claim[] {
  const { families } = schema;
  const definitions = new Map<string, Named>([...definitionsOf(schema).keys()].map((one) => [one.name, one]));
  const brought = families.flatMap((family, i) => {
    const name = laidOut.families[i]?.types?.name;
    return family.types !== undefined || name === undefined ? [] : [{ name, definedIn: family.definedIn }];
  });
  return [
    ...families.flatMap((named) => [
      ...claims(named, "", typeName(named), ["", "RecordInit", "Record"]),
      ...claims(named, "", `./${fileName(named)}`, ["-family"]),
      ...claims(named, "", `./${framingFile(named.name)}`, [""]),
    ]),
    ...planned.flatMap(({ layout, type, file }) => {
      const named = definitions.get(layout.name) ?? { name: layout.name, definedIn: undefined };
      return [
        ...claims(named, "", type, ["", "Init", "View"]),
        ...claims(named, "", `./${file}`, [""]),
        ...innerClaims(layout, type, named, ""),
      ];
    }),
    // A header has a type of its own in the records of each family.
    ...families.flatMap((named) =>
      headersOf(named).flatMap((header) => claims(named, "", headerName(header, named), ["", "Init", "View"])),
    ),
    ...[...enumerationsUsed(schema), ...brought].flatMap((named) => [
      ...claims(named, "", typeName(named), [""]),
      ...claims(named, "", `./${fileName(named)}`, [""]),
    ]),
  ];
}

function claims(named: Named, path: string, name: string, endings: readonly string[]): Claim[] {
  return endings.map((ending) => ({ named, path, name: name + ending }));
}

/** The names of structs and unions that have no module. */
function innerClaims(layout: Layout, around: string, named: Named, prefix: string): Claim[] {
  return [...fieldsOf(layout).held, ...(layout.extended?.parts ?? [])].flatMap((field): Claim[] => {
    const type = elementsOf(field.type);
    if (!("layout" in type) || (type.kind === "struct" && type.layout.name !== "")) return [];
    const path = prefix + field.name;
    const name = innerName(around, field);
    return [...claims(named, path, name, ["", "Init"]), ...innerClaims(type.layout, name, named, `${path}.`)];
  });
}
