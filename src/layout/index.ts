/** The C layout rules: a schema and an ABI in; offsets, sizes, alignment and holes out, as plain frozen data. */

export { type Abi, type AbiName, abis, isAbiName } from "./abi.ts";
export { checkSchema, type Definitions } from "./check-schema.ts";
export { elementsForEach, viewsForEach } from "./elements-in.ts";
export { enumerationFacts } from "./enumeration-facts.ts";
export { exactly } from "./exactly.ts";
export { isNameless, isUnnamedBits } from "./field-layout.ts";
export { followerStructs } from "./follower-structs.ts";
export { isSeenAsBytes } from "./is-seen-as-bytes.ts";
export { isSettable } from "./is-settable.ts";
export { largeStruct } from "./large-struct.ts";
export { layOut, type Member } from "./lay-out.ts";
export { abiOf, framingOf, type LaidOutFamily, layOutFamily } from "./lay-out-family.ts";
export { layOutRecord, membersOfRecord } from "./lay-out-record.ts";
export { longConstants } from "./long-constants.ts";
export { isMarkedByRecord, namedStructs } from "./named-structs.ts";
export { comparePortable } from "./portable.ts";
export { reservedMembers } from "./reserved-members.ts";
export { describeSchemaFault, SchemaError, type SchemaFault } from "./schema-fault.ts";
