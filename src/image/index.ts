/** Images: the framing of records, of any family. */

export * from "./byte-order.ts";
export * from "./frame.ts";
export * from "./image-reader.ts";
export { paddingAt, typeAt } from "./measure.ts";
export * from "./record-reader.ts";
export * from "./record-writer.ts";
export * from "./scan.ts";
export * from "./unframed.ts";
