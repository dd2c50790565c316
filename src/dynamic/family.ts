import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { layOutFamily, present } from "../layout/index.ts";
import { familyOf, familyPair, type OrderedFamily } from "../wire/index.ts";
import { checkedFamily } from "./checked.ts";
import { codecOf } from "./codec.ts";
import { ownOrder } from "./dynamic.ts";

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
  const { name, framing, records, structs, doc, header, types, opening } = layOutFamily(checkedFamily(family));
  const byteOrder = ownOrder(family);
  const ofFamily = {
    ...{ name, framing, byteOrder, ...present({ doc, header, types, opening }) },
    codecs: records.map((layout) => codecOf<DynamicRecord>(layout, byteOrder)),
    structs: structs.map((layout) => codecOf(layout, byteOrder)),
  };
  if (byteOrder === "little") return familyPair(ofFamily);
  const own = familyOf<DynamicRecord, DynamicRecord>(ofFamily);
  return Object.freeze({ ...own, be: own });
}
