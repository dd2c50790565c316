import { type Named, namedStructs } from "../../src/layout/index.ts";
import type { TypeLayout } from "../../src/wire/index.ts";
import { hasFits } from "../emit/fits.ts";
import { camelCase, kebabCase, pascalCase } from "../emit/names.ts";
import type { PlannedUnit } from "../emit/plan-units.ts";
import { type Unit, valueSlots } from "../emit/unit.ts";

/** What a name in generated code belongs to: something with a C name or, with a path `a.b`, a member in it. */
export interface Claimant {
  readonly named: Named;
  readonly path: string;
}

/** A name that generated code declares or imports. */
export interface Claim {
  readonly by: Claimant;
  /** `type`, `view`, `function` */
  readonly what: string;
  readonly name: string;
  /** the module in which nothing else may have the name; of a type none, since all modules are looked at together */
  readonly module?: string;
}

/** The names that something takes under its own: its file, and what it exports, by their endings. */
export function ownClaims(by: Claimant, endings: { readonly [what: string]: string }, fileEnding = ""): Claim[] {
  const { name } = by.named;
  const types = Object.entries(endings).map(([what, ending]) => ({ by, what, name: pascalCase(name) + ending }));
  return [...types, { by, what: "file", name: kebabCase(name) + fileEnding }];
}

export const unitEndings = { type: "", "type of values": "Init", view: "View" };

/** The names in the module of a unit. */
export function unitClaims(
  { unit, orders }: PlannedUnit,
  definitions: ReadonlyMap<string, Named>,
  enumerations: readonly Named[],
): Claim[] {
  const { name } = unit.layout;
  const root = claimant(name);
  const suffixes = [...new Set(["", ...orders.map(({ suffix }) => suffix)])];
  const hasTwin = orders.some(({ twin }) => twin);
  const inModule = (by: Claimant, names: readonly string[], what = "function"): Claim[] =>
    names.map((name) => ({ by, what, name, module: unit.file }));
  const structs = namedStructs([unit.layout]);
  return [
    ...ownClaims(root, unitEndings),
    ...unitsIn(unit, root).flatMap(({ one, by }) => [
      ...(one === unit ? [] : innerTypes(one, by)),
      ...(hasTwin ? [{ by, what: "view", name: `${one.type}ViewBe` }] : []),
      ...inModule(by, functionsOf(one, suffixes)),
      ...valueSlots(one).flatMap(({ field, type }) =>
        inModule(inside(by, field.name), helpersOf(type, `${one.type}${pascalCase(field.name)}Member`, suffixes)),
      ),
    ]),
    ...(hasTwin ? inModule(root, [`${camelCase(name)}Be`], "codec") : []),
    ...structs.flatMap((struct) => inModule(claimant(struct.name), sharedFunctions(pascalCase(struct.name), suffixes))),
    ...enumerations.flatMap((one) =>
      inModule({ named: one, path: "" }, [`${camelCase(one.name)}Facts`], "list of names"),
    ),
  ];

  function claimant(cName: string): Claimant {
    return { named: definitions.get(cName) ?? { name: cName, definedIn: undefined }, path: "" };
  }
}

/** A unit and all that are emitted with it, each with the member after which it is named. */
function unitsIn(one: Unit, by: Claimant): { readonly one: Unit; readonly by: Claimant }[] {
  const named = [...one.own, ...one.alternatives];
  return [
    { one, by },
    ...named.flatMap((inner) => unitsIn(inner, inside(by, inner.field?.name ?? ""))),
    ...one.lifted.flatMap(({ unit }) => unitsIn(unit, by)),
  ];
}

function inside({ named, path }: Claimant, member: string): Claimant {
  return { named, path: path === "" ? member : `${path}.${member}` };
}

function innerTypes({ type, isLifted }: Unit, by: Claimant): Claim[] {
  const what = isLifted ? "anonymous union" : "type";
  return Object.values(unitEndings).map((ending) => ({ by, what, name: type + ending }));
}

function functionsOf(unit: Unit, suffixes: readonly string[]): string[] {
  const { type } = unit;
  const perOrder = suffixes.flatMap((suffix) => [
    `fit${type}${suffix}ByField`,
    `union${type}${suffix}`,
    `findFault${type}${suffix}`,
  ]);
  const fits = hasFits(unit) && unit.layout.record === undefined ? [`fits${type}`] : [];
  return [`layout${type}`, `tag${type}`, `tagOf${type}`, ...fits, ...perOrder, ...sharedFunctions(type, suffixes)];
}

/** The functions that modules of other units import. */
function sharedFunctions(type: string, suffixes: readonly string[]): string[] {
  const verbs = ["create", "fit", "read", "write"];
  return verbs.flatMap((verb) => suffixes.map((suffix) => `${verb}${type}${suffix}`));
}

/** The functions for the elements of lists, and for lists in lists, and for texts. */
function helpersOf(type: TypeLayout, name: string, suffixes: readonly string[], rows = ""): string[] {
  const isList = type.kind === "array" || type.kind === "flexible";
  if (!isList && type.kind !== "string") return [];
  const own = suffixes.flatMap((suffix) => [
    `fit${name}${suffix}${rows}`,
    `read${name}${rows}${suffix}`,
    `write${name}${rows}${suffix}`,
  ]);
  return [`fits${name}${rows}`, ...own, ...(isList ? helpersOf(type.element, name, suffixes, `${rows}Row`) : [])];
}
