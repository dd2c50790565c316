import type {
  FamilyDefinition,
  Field,
  Fields,
  InferRecord,
  RecordDefinition,
  StructDefinition,
} from "../../schema/dsl/index.ts";
import {
  type AbiName,
  abiOf,
  type Bare,
  bareOf,
  checkSchema,
  fixedOrder,
  layOut,
  layOutFamily,
  layOutRecord,
  refuse,
} from "../layout/index.ts";
import { type ByteOrder, familyOf, familyPair, type OrderedFamily } from "../wire/index.ts";
import { codecOf, type DynamicCodec } from "./codec.ts";

/**
 * A codec for one record of a family, without generated code. It does what the generated one does: the same values,
 * the same faults.
 *
 *     const task = dynamic(ckptHdrTask, ckpt);
 *     task.decode(bytes, 283).exit_code; // number, as the schema says
 *
 * Constants and counts may be left out of a value to encode; whatever else is missing is refused.
 *
 * @throws SchemaError if the schema has faults or holds what is not supported at run time
 */
export function dynamic<N extends string, F extends Fields, P extends Fields>(
  record: RecordDefinition<N, F, P>,
  family: FamilyDefinition,
): DynamicCodec<InferRecord<RecordDefinition<N, F, P>>> {
  const records = family.records.includes(record) ? family.records : [...family.records, record];
  checkFamily({ ...family, records });
  return codecOf(layOutRecord(record, family), ownOrder(family));
}

/**
 * A codec for a bare struct, or a union with a name, without generated code. `abi` decides on the sizes of `long` and pointers, and on
 * alignments where ABIs differ; the byte order is the codec's.
 *
 *     dynamicStruct(ckptConst).decode(bytes, 32).task_comm_len; // 16
 *
 * @throws SchemaError if the schema has faults or holds what is not supported at run time
 * @throws BytewrightError if no ABI of that name is known
 */
export function dynamicStruct<N extends string, F extends Fields, P extends Fields>(
  struct: StructDefinition<N, F, P>,
  abi?: AbiName,
): DynamicCodec<InferRecord<StructDefinition<N, F, P>>>;
export function dynamicStruct<T>(union: Field<T> | Bare, abi?: AbiName): DynamicCodec<T & InUnion>;
export function dynamicStruct(given: Field | Bare, abi: AbiName = "x86_64") {
  const target = abiOf(abi);
  const definition = bareOf(given) ?? (given as Bare);
  refuse(checkSchema({ families: [], structs: [definition] }, target));
  return codecOf(layOut(definition, target), "little");
}

/** What the value of a union has beside its members. */
export type InUnion = { $bytes?: Uint8Array };

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
  checkFamily(family);
  const { records, structs, preamble, as: _, ...facts } = layOutFamily(family);
  const byteOrder = ownOrder(family);
  const ofFamily = {
    ...facts,
    byteOrder,
    codecs: records.map((layout) => codecOf<DynamicRecord>(layout, byteOrder)),
    structs: structs.map((layout) => codecOf(layout, byteOrder)),
    ...(preamble && { preamble: preamble.map((layout) => codecOf(layout, byteOrder)) }),
  };
  if (byteOrder === "little") return familyPair(ofFamily);
  const own = familyOf<DynamicRecord, DynamicRecord>(ofFamily);
  return Object.freeze({ ...own, be: own });
}

/** The byte order of a family's codecs; little where a magic tells it. */
function ownOrder(family: FamilyDefinition): ByteOrder {
  return fixedOrder(family) ?? "little";
}

function checkFamily(family: FamilyDefinition): void {
  refuse(checkSchema({ families: [family], structs: [] }));
}
