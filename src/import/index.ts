export { ImportError } from "./import-error.ts";
export type * from "./model.ts";
export { type ReadOptions, readTypes } from "./read.ts";
