import type {
  FamilyDefinition,
  Fields,
  InferRecord,
  RecordDefinition,
  StructDefinition,
  ValueOfFields,
} from "../../schema/dsl/index.ts";
import { type AbiName, abiOf, abis, layOut, layOutRecord } from "../layout/index.ts";
import type { ByteOrder } from "../wire/index.ts";
import { checkedFamily, checkedStruct } from "./checked.ts";
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
export function dynamic<N extends string, F extends Fields>(
  record: RecordDefinition<N, F>,
  family: FamilyDefinition,
): DynamicCodec<InferRecord<RecordDefinition<N, F>>> {
  checkedFamily({ ...family, records: withRecord(family, record) });
  return codecOf(layOutRecord(record, family, abiOf(family.abi)), ownOrder(family));
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
  return codecOf(layOut(checkedStruct(struct, abis[abi]), abis[abi]), "little");
}

/** The byte order of a family's codecs; little where a magic tells it. */
export function ownOrder({ byteOrder }: FamilyDefinition): ByteOrder {
  return typeof byteOrder === "string" ? byteOrder : "little";
}

function withRecord(family: FamilyDefinition, record: RecordDefinition): readonly RecordDefinition[] {
  return family.records.includes(record) ? family.records : [...family.records, record];
}
