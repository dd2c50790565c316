import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { layOutFamily } from "../layout/index.ts";
import type { AnyCodec, ByteOrder, Family, OrderedFamily } from "../wire/codec.ts";
import { familyOf } from "../wire/family.ts";
import { checkedFamily } from "./checked.ts";
import { dispatch } from "./dispatch.ts";
import { inBothOrders, ownOrder } from "./dynamic.ts";

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
  const { doc, framing, header, opening, records, structs: held, types } = layOutFamily(family);
  const codecs = records.map((layout) => inBothOrders<DynamicRecord>(layout, framing, ownOrder(family)));
  const structs = held.map((layout) => inBothOrders(layout, undefined, ownOrder(family)));

  function inOrder(
    byteOrder: ByteOrder,
    ofOrder: readonly AnyCodec[],
    structsOfOrder: readonly AnyCodec[],
  ): Family<DynamicRecord> {
    return familyOf<DynamicRecord, DynamicRecord>({
      name: family.name,
      ...(doc !== undefined && { doc }),
      ...(opening !== undefined && { opening }),
      ...(types !== undefined && { types }),
      byteOrder,
      header,
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
