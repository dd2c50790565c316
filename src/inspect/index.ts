/** Images for people and other tools: as JSON Lines and back, as tables, in numbers, and compared. Of any family. */

export type { FieldDifference } from "./diff/compare-records.ts";
export { type Difference, diffImages } from "./diff/diff.ts";
export { asciiJson, escapeText, quote, quoteBytes } from "./escape.ts";
export { type Follower, FollowerTracker } from "./followers.ts";
export { describedLine } from "./json/described-line.ts";
export { fromJSON, toJSON } from "./json/fields.ts";
export { ImageToJson, imageToJson } from "./json/image-to-json.ts";
export { JsonToImage, jsonToImage } from "./json/json-to-image.ts";
export * from "./json/lines.ts";
export { longestLine } from "./json/parse-line.ts";
export { type Description, describeFrame, describeRecord, ImageDescriber, type Row } from "./show/describe.ts";
export { type FormatOptions, formatDescription, formatDifference, formatSummary } from "./show/format.ts";
export { formatHex, type HexOptions } from "./show/hex.ts";
export { type RecordCount, type Summary, SummaryCounter } from "./show/summary.ts";
