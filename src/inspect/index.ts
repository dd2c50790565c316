/** Images for people and other tools: as JSON Lines and back, as tables, in numbers, and compared. Of any family. */

export type { FieldDifference } from "./compare-records.ts";
export { type Description, describeFrame, describeRecord, type Row } from "./describe.ts";
export { type Difference, type DiffOptions, diffImages } from "./diff.ts";
export { asciiJson, escapeText, quote, quoteBytes } from "./escape.ts";
export { fieldsFromJson } from "./fields-from-json.ts";
export { fieldsToJson, type Json, type JsonObject } from "./fields-to-json.ts";
export { type FormatOptions, formatDescription, formatDifference, formatSummary } from "./format.ts";
export { ImageDescriber } from "./image-describer.ts";
export { ImageToJson, imageToJson } from "./image-to-json.ts";
export { InvalidJson, type JsonFaultCode, JsonLineError } from "./invalid-json.ts";
export { type JsonLimits, longestLine } from "./json-limits.ts";
export * from "./json-lines.ts";
export { JsonToImage, jsonToImage } from "./json-to-image.ts";
export { TooLargeToCompare } from "./placed-records.ts";
export { type Role, RoleTracker } from "./roles.ts";
export { type RecordCount, type Summary, SummaryCounter, type SummaryOptions } from "./summary.ts";
