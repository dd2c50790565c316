import { relative } from "node:path";
import { describeSchemaFault, SchemaError } from "../src/layout/index.ts";
import { toPrintable } from "../src/wire/printable.ts";

/** What to print for anything that keeps code from being generated: one line for each thing that is wrong. */
export function describeFailure(error: unknown): string {
  if (error instanceof SchemaError) {
    return error.faults
      .map((fault) => ({ ...fault, file: fault.file === undefined ? undefined : relative(process.cwd(), fault.file) }))
      .map((fault) => `${describeSchemaFault(fault)}\n`)
      .join("");
  }
  return `bytewright: ${toPrintable(error instanceof Error ? error.message : String(error))}\n`;
}
