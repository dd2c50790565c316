/** Codecs made at run time from a schema, no code generated. Published as `bytewright/dynamic`. */

export type { DynamicCodec, OneOrderCodec } from "./codec.ts";
export { type DynamicRecord, dynamic, dynamicFamily, dynamicStruct } from "./dynamic.ts";
export { parserOf } from "./parser.ts";
