import type { ByteOrder, FamilyDefinition } from "../../schema/dsl/types.ts";
import { type FamilyFacts, familyOf, familyPair } from "../wire/family.ts";
import { InterpretedCodec } from "../wire/interpreted-codec.ts";
import { useAllKinds } from "../wire/kinds/index.ts";
import type { EnumerationFacts, InnerFamily, Layout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { findField } from "../wire/places.ts";
import { type Abi, abiOf } from "./abis.ts";
import { useFamilies } from "./inner-family.ts";
import { enumerationFacts } from "./kinds/scalars.ts";
import { layOut } from "./lay-out.ts";
import { framingOf, layOutRecord } from "./lay-out-record.ts";
import { present } from "./present.ts";
import { eachOnce, headersOf, namedStructs, structsBeside } from "./structs.ts";

/** A family whose offsets and sizes are known: what its codecs are made from, generated or at run time. */
export interface LaidOutFamily extends Omit<FamilyFacts, "byteOrder" | "codecs" | "structs" | "preamble"> {
  /** the name of its TypeScript type, where the schema says one */
  readonly as?: string;
  readonly byteOrder: FamilyDefinition["byteOrder"];
  /** structs that records hold or that come by themselves, a header first */
  readonly structs: readonly Layout[];
  /** of them, what an image starts with: one of these */
  readonly preamble?: readonly Layout[];
  readonly records: readonly Layout[];
}

/** The byte order of a family, where it has the same always. */
export function fixedOrder({ byteOrder }: Pick<FamilyDefinition, "byteOrder">): ByteOrder | undefined {
  return byteOrder === "little" || byteOrder === "big" ? byteOrder : undefined;
}

/** Lays out every record of a family. The schema must have been checked. */
export function layOutFamily(family: FamilyDefinition): LaidOutFamily {
  const abi = abiOf(family.abi);
  const { header, member } = family;
  const records = family.records.map((record) => layOutRecord(record, family, abi));
  const structs = [...headersOf(family), ...structsBeside(family)].map((struct) => layOut(struct, abi));
  return {
    name: family.name,
    ...present({
      as: family.as,
      doc: family.doc,
      header: header && { name: header.name, member: member as string },
      types: namesOfTypes(family),
      opening: openingOf(family, records, abi),
      preamble: family.preamble?.map((struct) => layOut(struct, abi)),
    }),
    framing: framingOf(family, abi),
    byteOrder: family.byteOrder,
    structs: eachOnce([...structs, ...namedStructs([...structs, ...records])]),
    records,
  };
}

/** A family inside records that are not generated. Without a byte order of its own it has both. */
function interpretedFamily(family: FamilyDefinition): InnerFamily {
  useAllKinds();
  const { records, structs: _, preamble: __, ...facts } = layOutFamily(family);
  const codecs = records.map((layout) => new InterpretedCodec(layout, true, new InterpretedCodec(layout, false)));
  const byteOrder = fixedOrder(facts);
  if (byteOrder === undefined) {
    return familyPair({ ...facts, byteOrder: "little", codecs, structs: [] });
  }
  return familyOf({ ...facts, byteOrder, codecs, structs: [] });
}

useFamilies(interpretedFamily);

function openingOf({ byteOrder, preamble }: FamilyDefinition, records: readonly Layout[], abi: Abi) {
  if (typeof byteOrder === "string") return undefined;
  const { record, field } = byteOrder;
  const [first] = preamble ?? [];
  const layout = first ? layOut(first, abi) : records.find(({ name }) => name === record);
  const found = layout && findField(layout, field.split("."));
  return found && { record: layout.name, field, offset: found.offset };
}

/** Several records may be of one type, and bring along the name that one of them or the enumeration has given it. */
export const namesOfTypes: (family: FamilyDefinition) => EnumerationFacts | undefined = once(
  ({ name, types, records }) => {
    const named = types && enumerationFacts(types);
    const members = new Map(named?.members.map((member) => [member.name, member]));
    for (const { typeName, type, doc } of records) {
      if (typeName === undefined || type === undefined || typeof type === "string" || members.has(typeName)) continue;
      members.set(typeName, { name: typeName, value: type, ...present({ doc }) });
    }
    return members.size === 0 ? named : { ...(named ?? { name: `${name}_type` }), members: [...members.values()] };
  },
);
