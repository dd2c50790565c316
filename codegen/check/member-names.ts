import { faultIn, type Named, reservedMembers, type SchemaFault } from "../../src/layout/index.ts";
import { definitionsOf } from "../definitions.ts";
import { enumerationsUsed } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";

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
