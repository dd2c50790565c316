/** What generated code imports. Published as `bytewright/wire`; no dependency, nothing of Node. */

export * from "./binding.ts";
export * from "./bits.ts";
export * from "./codec.ts";
export * from "./errors.ts";
export * from "./family.ts";
export * from "./faults.ts";
export * from "./find-field.ts";
export * from "./freeze.ts";
export * from "./integers64.ts";
export * from "./is-bytes.ts";
export * from "./json.ts";
export * from "./layout.ts";
export * from "./limits.ts";
export * from "./require-bytes.ts";
export * from "./text.ts";
export * from "./union.ts";
export * from "./values.ts";
export * from "./variant.ts";
export * from "./version.ts";
export * from "./view.ts";
