import { relative } from "node:path";
import type { AbiName } from "../src/layout/index.ts";
import { toPrintable } from "../src/wire/printable.ts";
import type { EmitSettings } from "./emit/scope.ts";

/** What is generated from what. */
export interface Job {
  /** the schema module */
  readonly schema: string;
  /** the folder that holds the generated code and nothing else */
  readonly out: string;
  /** where generated code finds its runtime: `bytewright/wire`, or a path relative to `out` */
  readonly runtime: string;
  /** ending of imports between generated files */
  readonly extension: ".ts" | ".js";
  /** whose rules structs outside of families are laid out by; default x86_64 */
  readonly abi?: AbiName;
  /** only look, write nothing */
  readonly check: boolean;
}

/** All of a job that shows in the generated code. */
export function settingsOf({ schema, runtime, extension, abi = "x86_64" }: Job): EmitSettings {
  return { runtime, extension, abi, source: sourceName(schema) };
}

/** A schema's file as banners name it: the same wherever the project is, and in one line. */
export function sourceName(file: string): string {
  return toPrintable(relative(process.cwd(), file).replaceAll("\\", "/"));
}
