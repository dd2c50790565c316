// The package's ESM entry has no types; its CommonJS one has. This file is not emitted: what is public imports the
// types from the subpath.
declare module "binary-parser" {
  export * from "binary-parser/dist/binary_parser.js";
}
