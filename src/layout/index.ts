/** The C layout rules: a schema and an ABI in; offsets, sizes, alignment and holes out, as plain frozen data. */

export { isSeenAsBytes, isSettable } from "../wire/fields.ts";
export { type Abi, type AbiName, abiOf, abis, abisOf, isAbiName } from "./abis.ts";
export { checkSchema, type Definitions } from "./check-schema.ts";
export { elementsForEach, viewsForEach } from "./elements-in.ts";
export { exactly } from "./exactly.ts";
export { enumerationsIn } from "./faults/members.ts";
export { elementsOf, fieldsAndParts, fieldsOf, reservedMembers } from "./fields.ts";
export { definitionOf, elementOf, innermost, isAnonymous, isNameless, isUnnamedBits } from "./kinds/index.ts";
export type { Definition } from "./kinds/rules.ts";
export { enumerationFacts } from "./kinds/scalars.ts";
export { layOut, type Member } from "./lay-out.ts";
export { fixedOrder, type LaidOutFamily, layOutFamily } from "./lay-out-family.ts";
export { framingOf, layOutRecord, membersOfRecord } from "./lay-out-record.ts";
export { comparePortable } from "./portable.ts";
export { bitRangeOf } from "./positions.ts";
export { present } from "./present.ts";
export { describeSchemaFault, faultIn, type Named, refuse, SchemaError, type SchemaFault } from "./schema-fault.ts";
export {
  type Bare,
  bareOf,
  eachOnce,
  headersOf,
  isMarkedByRecord,
  namedStructs,
  structsBeside,
  withInner,
} from "./structs.ts";
