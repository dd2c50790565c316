import type { StructDefinition } from "../../schema/dsl/index.ts";
import { followerStructs, type SchemaFault } from "../../src/layout/index.ts";
import { enumerationsUsed } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

/** What has codecs, and no C header that compiles. The schema must have been checked. */
export function checkForC(schema: Schema): SchemaFault[] {
  const structs = [...schema.structs, ...schema.families.flatMap(followerStructs)];
  return [...sharedNames(schema), ...[...new Set(structs)].flatMap(loneArray)];
}

/** A name that a header gives to a value, and what of the schema brings it. */
interface Constant {
  readonly name: string;
  readonly field: string;
  readonly of: { readonly name: string; readonly definedIn: string | undefined };
}

/** In C the members of all enumerations are in one name space: C11 6.2.3 "Name spaces of identifiers". */
function sharedNames(schema: Schema): SchemaFault[] {
  const owners = new Map<string, Constant>();
  return constantsOf(schema).flatMap((constant) => {
    const owner = owners.get(constant.name);
    if (owner === undefined) owners.set(constant.name, constant);
    if (owner === undefined) return [];
    return fault(constant, `${owner.of.name} has one of that name, too, and C has one meaning for it`, "rename one");
  });
}

function constantsOf(schema: Schema): Constant[] {
  return [
    ...enumerationsUsed(schema).flatMap((enumeration) =>
      enumeration.members.map(({ name }) => ({ name, field: name, of: enumeration })),
    ),
    ...schema.families.flatMap(({ types, records }) => {
      const named = new Set(types?.members.map(({ name }) => name));
      const brought = records.flatMap(({ type, typeName = "", name, definedIn }): [string, Constant][] => {
        if (type === undefined || typeName === "" || named.has(typeName)) return [];
        return [[typeName, { name: typeName, field: "", of: { name, definedIn } }]];
      });
      return [...new Map(brought).values()];
    }),
  ];
}

function fault({ field, of }: Pick<Constant, "field" | "of">, problem: string, cure: string): SchemaFault[] {
  return [{ file: of.definedIn, record: of.name, field, problem, cure }];
}

/** C11 6.7.2.1 "Structure and union specifiers", 18: a flexible array is the last of several members. */
function loneArray(struct: StructDefinition): SchemaFault[] {
  const named = Object.entries(struct.fields).filter(
    ([, { facts }]) => !(facts.type.kind === "bits" && facts.type.unnamed),
  );
  const [[field, only] = [], another] = named;
  if (field === undefined || another !== undefined || only?.facts.type.kind !== "flexible") return [];
  const cure = "put a member before it, or give it a length";
  return fault({ field, of: struct }, "is a flexible array without a member before it, which C forbids", cure);
}
