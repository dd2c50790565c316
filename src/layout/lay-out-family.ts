import type { FamilyDefinition } from "../../schema/dsl/types.ts";
import type { FamilyFacts } from "../wire/family.ts";
import { findField } from "../wire/find-field.ts";
import type { EnumerationFacts, Layout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { abiOf } from "./abis.ts";
import { enumerationFacts } from "./kinds/scalars.ts";
import { layOut } from "./lay-out.ts";
import { framingOf, layOutRecord } from "./lay-out-record.ts";
import { present } from "./present.ts";
import { eachOnce, followerStructs, headersOf, namedStructs } from "./structs.ts";

/** A family whose offsets and sizes are known: what its codecs are made from, generated or at run time. */
export interface LaidOutFamily extends Omit<FamilyFacts, "byteOrder" | "codecs" | "structs"> {
  /** the name of its TypeScript type, where the schema says one */
  readonly as?: string;
  readonly byteOrder: FamilyDefinition["byteOrder"];
  /** structs that records hold or that their followers carry, a header first */
  readonly structs: readonly Layout[];
  readonly records: readonly Layout[];
}

/** Lays out every record of a family. The schema must have been checked. */
export function layOutFamily(family: FamilyDefinition): LaidOutFamily {
  const abi = abiOf(family.abi);
  const { header, member } = family;
  const records = family.records.map((record) => layOutRecord(record, family, abi));
  const structs = [...headersOf(family), ...followerStructs(family)].map((struct) => layOut(struct, abi));
  return {
    name: family.name,
    ...present({
      as: family.as,
      doc: family.doc,
      header: header && { name: header.name, member: member as string },
      types: namesOfTypes(family),
      opening: openingOf(family, records),
    }),
    framing: framingOf(family, abi),
    byteOrder: family.byteOrder,
    structs: eachOnce([...structs, ...namedStructs([...structs, ...records])]),
    records,
  };
}

function openingOf({ byteOrder }: FamilyDefinition, records: readonly Layout[]): LaidOutFamily["opening"] {
  if (typeof byteOrder === "string") return undefined;
  const { record, field } = byteOrder;
  const layout = records.find(({ name }) => name === record);
  const found = layout && findField(layout, field.split("."));
  return found && { record, field, offset: found.offset };
}

/** Several records may be of one type, and bring along the name that one of them or the enumeration has given it. */
export const namesOfTypes: (family: FamilyDefinition) => EnumerationFacts | undefined = once(
  ({ name, types, records }) => {
    const named = types && enumerationFacts(types);
    const members = new Map(named?.members.map((member) => [member.name, member]));
    for (const { typeName, type, doc } of records) {
      if (typeName === undefined || type === undefined || members.has(typeName)) continue;
      members.set(typeName, { name: typeName, value: type, ...present({ doc }) });
    }
    return members.size === 0 ? named : { ...(named ?? { name: `${name}_type` }), members: [...members.values()] };
  },
);
