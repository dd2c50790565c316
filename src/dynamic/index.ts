/** Codecs made at run time from a schema, no code generated. Published as `bytewright/dynamic`. */

export type { DynamicCodec, OneOrderCodec } from "./codec.ts";
export { dynamic, dynamicStruct } from "./dynamic.ts";
export { type DynamicRecord, dynamicFamily } from "./family.ts";
export { parserOf } from "./parser.ts";
