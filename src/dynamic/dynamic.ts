import type {
  FamilyDefinition,
  Fields,
  InferRecord,
  RecordDefinition,
  StructDefinition,
  ValueOfFields,
} from "../../schema/dsl/index.ts";
import { type AbiName, abiOf, abis, framingOf, layOut, layOutRecord } from "../layout/index.ts";
import type { ByteOrder, Framing } from "../wire/codec.ts";
import type { Layout } from "../wire/layout.ts";
import { checkedFamily, checkedStruct } from "./checked.ts";
import { codecOf, type OneOrderCodec } from "./codec.ts";

/** A codec made at run time, and its big-endian twin; the twin of one that is big-endian already is itself. */
export interface DynamicCodec<T, Init = Partial<T>> extends OneOrderCodec<T, Init> {
  readonly be: OneOrderCodec<T, Init>;
}

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
export function dynamic<N extends string, F extends Fields>(
  record: RecordDefinition<N, F>,
  family: FamilyDefinition,
): DynamicCodec<InferRecord<RecordDefinition<N, F>>> {
  checkedFamily({ ...family, records: withRecord(family, record) });
  const abi = abiOf(family.abi);
  const framing = framingOf(family, layOut(family.header, abi));
  return inBothOrders(layOutRecord(record, family, abi), framing, ownOrder(family));
}

/**
 * A codec for a bare struct, without generated code. `abi` decides on the sizes of `long` and pointers, and on
 * alignments where ABIs differ; the byte order is the codec's.
 *
 *     dynamicStruct(ckptConst).decode(bytes, 32).task_comm_len; // 16
 *
 * @throws SchemaError if the schema has faults or holds what is not supported at run time
 */
export function dynamicStruct<N extends string, F extends Fields>(
  struct: StructDefinition<N, F>,
  abi: AbiName = "x86_64",
): DynamicCodec<ValueOfFields<F>> {
  return inBothOrders(layOut(checkedStruct(struct, abis[abi]), abis[abi]), undefined, "little");
}

/** A codec in its own byte order, with its twin. */
export function inBothOrders<T>(layout: Layout, framing: Framing | undefined, byteOrder: ByteOrder): DynamicCodec<T> {
  const own = codecOf<T, Partial<T>>(layout, framing, byteOrder);
  return Object.freeze({ ...own, be: byteOrder === "big" ? own : codecOf<T, Partial<T>>(layout, framing, "big") });
}

/** The byte order of a family's codecs; little where a magic tells it. */
export function ownOrder({ byteOrder }: FamilyDefinition): ByteOrder {
  return typeof byteOrder === "string" ? byteOrder : "little";
}

function withRecord(family: FamilyDefinition, record: RecordDefinition): readonly RecordDefinition[] {
  return family.records.includes(record) ? family.records : [...family.records, record];
}
