export { ImportError } from "./import-error.ts";
export type * from "./model.ts";
export { readTypes } from "./read.ts";
