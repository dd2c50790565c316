import type { FamilyDefinition, Fields, RecordDefinition } from "../../../schema/dsl/types.ts";
import { type Lifted, liftedMembers, wayTo } from "./lifted.ts";

export const freeFieldCure = "name a field that holds what values say: none of the header, a union, a count or a tag";

/** What decides on the field at a path of a record, if it is not the record's value alone. */
export function whatDecides(record: RecordDefinition, path: string, family: FamilyDefinition): string | undefined {
  if (path.startsWith(`${record.header ?? family.member}.`)) return "is in the header";
  const way = wayTo(record.fields, path);
  if (way.some(({ overlapping }) => overlapping)) return "is in a union";
  if (way.some(({ facts }) => facts.reserved)) return "is reserved";
  const field = way.at(-1);
  return field && whatDecidesBeside(field, fieldsBeside(way, record));
}

function whatDecidesBeside({ name, facts }: Lifted, beside: Fields): string | undefined {
  if (facts.constant !== undefined) return "is constant";
  const types = liftedMembers(beside).map((member) => member.facts.type);
  if (types.some((type) => type.kind === "flexible" && type.count === name)) return "counts an array";
  return types.some((type) => type.kind === "union" && type.union.tag?.field === name)
    ? "is the tag of a union"
    : undefined;
}

function fieldsBeside(way: readonly Lifted[], { fields }: RecordDefinition): Fields {
  const around = way.at(-2)?.facts.type;
  return around?.kind === "struct" ? around.struct.fields : fields;
}
