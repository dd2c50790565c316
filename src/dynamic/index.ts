/** Codecs made at run time from a schema, no code generated. Published as `bytewright/dynamic`. */

export type { OneOrderCodec } from "./codec.ts";
export { type DynamicCodec, dynamic, dynamicStruct } from "./dynamic.ts";
export { type DynamicRecord, dynamicFamily } from "./family.ts";
export { parserOf } from "./parser.ts";
