import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { type Abi, layOut, layOutRecord } from "../layout/index.ts";
import type { AnyCodec, ByteOrder, Family, OrderedFamily } from "../wire/codec.ts";
import { type FamilyFacts, familyOf } from "../wire/family.ts";
import type { EnumerationFacts, Layout } from "../wire/layout.ts";
import { checkedFamily } from "./checked.ts";
import { dispatch } from "./dispatch.ts";
import { abiOf, inBothOrders, ownOrder } from "./dynamic.ts";
import { fieldNamed, framingOf } from "./framing.ts";
import { namedStructsIn } from "./structs.ts";

/** A record of a family that is known at run time only. */
export type DynamicRecord = { readonly $name: string; readonly [field: string]: unknown };

/**
 * All records of a format, from its schema alone: what the generated family does, without generated code.
 *
 *     const ckpt = dynamicFamily(schema);
 *     ckpt.decode(Uint8Array.from([2, 0, 0, 0, 8, 0, 0, 0])); // { $name: "ckpt_hdr_container" }
 *
 * A family whose byte order is told by a magic is little-endian, with its big-endian twin in `be`; one of fixed byte
 * order is its own twin.
 *
 * @throws SchemaError if the schema has faults or holds what is not supported at run time
 */
export function dynamicFamily(family: FamilyDefinition): OrderedFamily<DynamicRecord> {
  checkedFamily(family);
  const abi = abiOf(family.abi);
  const header = layOut(family.header, abi);
  const framing = framingOf(family, header);
  const layouts = family.records.map((record) => layOutRecord(record, family, abi));
  const opening = openingOf(family, layouts);
  const types = typesOf(family);
  const codecs = layouts.map((layout) => inBothOrders<DynamicRecord>(layout, framing, ownOrder(family)));
  const structs = structsOf(family, abi, layouts).map((layout) => inBothOrders(layout, undefined, ownOrder(family)));

  function inOrder(
    byteOrder: ByteOrder,
    ofOrder: readonly AnyCodec[],
    structsOfOrder: readonly AnyCodec[],
  ): Family<DynamicRecord> {
    return familyOf<DynamicRecord, DynamicRecord>({
      name: family.name,
      ...(family.doc !== undefined && { doc: family.doc }),
      ...(opening !== undefined && { opening }),
      ...(types !== undefined && { types }),
      byteOrder,
      header: { name: family.header.name, member: family.member },
      framing,
      codecs: ofOrder,
      structs: structsOfOrder,
      codecAt: dispatch(framing, byteOrder, ofOrder),
    });
  }

  const own = inOrder(ownOrder(family), codecs, structs);
  const be =
    own.byteOrder === "big"
      ? own
      : inOrder(
          "big",
          codecs.map((codec) => codec.be),
          structs.map((codec) => codec.be),
        );
  return Object.freeze({ ...own, be });
}

/** The structs that records hold or that their followers carry, the header first. */
function structsOf(family: FamilyDefinition, abi: Abi, records: readonly Layout[]): Layout[] {
  const carried = family.records.flatMap(({ followers }) => followers.flatMap(({ as }) => (as === "text" ? [] : [as])));
  const structs = [family.header, ...carried].map((struct) => layOut(struct, abi));
  const all = [...structs, ...namedStructsIn([...structs, ...records])];
  return [...new Map(all.map((layout) => [layout.name, layout])).values()];
}

function openingOf({ byteOrder }: FamilyDefinition, layouts: readonly Layout[]): FamilyFacts["opening"] {
  if (typeof byteOrder === "string") return undefined;
  const { record, field } = byteOrder;
  const layout = layouts.find(({ name }) => name === record);
  return layout && { record, field, offset: fieldNamed(layout, field).offset };
}

/** The family's names of types, and those that records bring along. */
function typesOf({ name, types, records }: FamilyDefinition): EnumerationFacts | undefined {
  const own = records.flatMap(({ typeName, type }) =>
    typeName === undefined || type === undefined ? [] : [{ name: typeName, value: type }],
  );
  if (types === undefined && own.length === 0) return undefined;
  const named = (types?.members ?? []).map((member) => ({ name: member.name, value: member.value }));
  return { name: types?.name ?? `${name}_type`, members: [...named, ...own] };
}
