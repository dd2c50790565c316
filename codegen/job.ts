import { basename, dirname, relative, resolve } from "node:path";
import { toPrintable } from "../src/wire/printable.ts";
import type { EmitSettings } from "./emit/scope.ts";

/** What is generated from what; a runtime that is a path is relative to `out`, and the ABI by default x86_64. */
export interface Job extends Omit<EmitSettings, "source"> {
  /** the schema module */
  readonly schema: string;
  /** the folder that holds the generated code and nothing else */
  readonly out: string;
  /** whether the code comes with a page that shows all records */
  readonly readme?: boolean;
  /** only look, write nothing */
  readonly check: boolean;
}

/** All of a job that shows in the generated code. */
export type Settings = EmitSettings & Pick<Job, "readme">;

export function settingsOf({ schema, runtime, extension, abi = "x86_64", readme = false }: Job): Settings {
  return { runtime, extension, abi, source: sourceName(schema), readme };
}

/** A schema's file as banners name it: the same wherever the project is, and in one line. */
export function sourceName(file: string): string {
  return toPrintable(relative(process.cwd(), file).replaceAll("\\", "/"));
}

/** `schema/ckpt/index.ts` is named ckpt, `pcap.ts` is named pcap. */
export function schemaName(file: string): string {
  const name = basename(file).replace(/\.[cm]?[jt]s$/, "");
  return name === "index" ? basename(dirname(resolve(file))) : name;
}
