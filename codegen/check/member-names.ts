import { reservedMembers, type SchemaFault } from "../../src/layout/index.ts";
import { definitionsOf } from "../definitions.ts";
import { enumerationsUsed } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

type Holder = { readonly name: string; readonly definedIn: string | undefined };

/** Members of structs, unions and enumerations that no object of generated code can have. */
export function checkMemberNames(schema: Schema): SchemaFault[] {
  const types = schema.families.flatMap(({ records }) => records.map((record) => [record, record.typeName] as const));
  return [
    ...[...definitionsOf(schema)].flatMap(([{ fields }, holder]) => reservedAmong(Object.keys(fields), holder)),
    ...enumerationsUsed(schema).flatMap((one) =>
      reservedAmong(
        [...one.members].map(({ name }) => name),
        one,
      ),
    ),
    ...types.flatMap(([record, typeName]) => (typeName === undefined ? [] : reservedAmong([typeName], record))),
  ];
}

function reservedAmong(names: readonly string[], holder: Holder): SchemaFault[] {
  return names
    .filter((name) => reservedMembers.has(name))
    .map((name) => ({
      file: holder.definedIn,
      record: holder.name,
      field: name,
      problem: `${name} is a reserved JavaScript name`,
      cure: `give the member another name, such as ${name}_`,
    }));
}
