import { elementsOf, type Named } from "../../src/layout/index.ts";
import { fieldsOf, type Layout } from "../../src/wire/index.ts";
import { kebabCase, pascalCase } from "../emit/names.ts";
import { innerName } from "../emit/scope.ts";
import type { Unit } from "../emit/unit.ts";

/** What a name in generated code belongs to: something with a C name or, with a path `a.b`, a member in it. */
export interface Claimant {
  readonly named: Named;
  readonly path: string;
}

/**
 * A name that generated code declares: a type or a file. Its functions and constants are named after types, with a verb
 * in lower case in front, so that they meet only where types do.
 */
export interface Claim {
  readonly by: Claimant;
  /** `type`, `view`, `file` */
  readonly what: string;
  readonly name: string;
}

/** The names that something takes under its own: its file, and what it exports, by their endings. */
export function ownClaims(by: Claimant, endings: { readonly [what: string]: string }, fileEnding = ""): Claim[] {
  const { name } = by.named;
  return [...typeClaims(by, pascalCase(name), endings), { by, what: "file", name: kebabCase(name) + fileEnding }];
}

function typeClaims(by: Claimant, name: string, endings: { readonly [what: string]: string }): Claim[] {
  return Object.entries(endings).map(([what, ending]) => ({ by, what, name: name + ending }));
}

const endings = { type: "", "type of values": "Init", view: "View" };

/** The names in the module of a unit: its own, and those of structs and unions in it that have no module. */
export function unitClaims({ layout, type }: Unit, definitions: ReadonlyMap<string, Named>): Claim[] {
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
