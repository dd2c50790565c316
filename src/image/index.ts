/** Images: the framing of records, of any family. */

export { type Families, listFamilies } from "./families.ts";
export * from "./frame.ts";
export * from "./handlers.ts";
export * from "./image-reader.ts";
export { paddingAt, typeAt } from "./measure.ts";
export { preambleOf } from "./preamble.ts";
export * from "./recognise-image.ts";
export * from "./record-writer.ts";
export * from "./scan.ts";
export * from "./scan-stream.ts";
