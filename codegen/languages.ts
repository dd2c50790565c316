import type { AbiName } from "../src/layout/index.ts";
import { emitHeader } from "./c/header.ts";
import { emitKsy } from "./ksy/index.ts";
import { layOutSchema } from "./lay-out-schema.ts";
import type { Schema } from "./load.ts";
import { emitMarkdown } from "./markdown/page.ts";

/**
 * What a schema can be written in besides TypeScript: its text, of a schema that has been checked, and its file's name.
 * Structs outside of families are those of an ABI.
 */
type Emit = (schema: Schema, source: string, abi: AbiName) => string;

export type Language = "c" | "markdown" | "ksy";

export const languages: { readonly [L in Language]: Emit } = {
  c: emitHeader,
  markdown: (schema, source, abi) => emitMarkdown(layOutSchema(schema, abi), source),
  ksy: (schema, source, abi) => emitKsy(layOutSchema(schema, abi), source),
};
