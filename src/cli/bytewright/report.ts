import { join } from "node:path";
import type { Difference } from "../../../codegen/index.ts";
import { SchemaError, type SchemaFault } from "../../layout/schema-fault.ts";
import { toPrintable } from "../../wire/printable.ts";

/** What `--check` found of one folder of code. */
export interface Checked {
  readonly out: string;
  readonly difference: Difference;
  /** what is another than when the code was generated */
  readonly changed: readonly string[];
}

/** All that a check found: folders, and what kept code from being generated. */
export interface Findings {
  readonly checked: readonly Checked[];
  readonly errors: readonly unknown[];
}

/** Writes findings to standard output. */
type Format = (findings: Findings) => string;

const advice = "run `bytewright codegen`";

export const formats: { readonly [name: string]: Format } = {
  json({ checked, errors }) {
    const files = checked.flatMap(differencesOf);
    const faults = errors.map((error) => (error instanceof SchemaError ? error.faults : { problem: messageOf(error) }));
    const found = { upToDate: files.length + errors.length === 0, files, faults: faults.flat() };
    return `${JSON.stringify(found, null, 2)}\n`;
  },
  /** What GitHub shows beside the lines of a change: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
  github({ checked, errors }) {
    const faults = errors.flatMap((error) =>
      error instanceof SchemaError ? error.faults.map(faultCommand) : command("", messageOf(error)),
    );
    const files = checked.flatMap(differencesOf).map(({ state, file }) => command(file, `${state}: ${advice}`));
    return [...faults, ...files].join("");
  },
};

function faultCommand({ file = "", record, field, problem, cure }: SchemaFault): string {
  return command(file, `${field === "" ? record : `${record}.${field}`}: ${problem}; ${cure}`);
}

function command(file: string, message: string): string {
  const escaped = (text: string) => toPrintable(text).replaceAll("%", "%25");
  const place = escaped(file).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::error${place === "" ? "" : ` file=${place}`}::${escaped(message)}\n`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Each file that is not as it should be. */
export function differencesOf({ out, difference }: Checked): { readonly state: string; readonly file: string }[] {
  const { stale, missing, leftOver } = difference;
  return Object.entries({ stale, missing, "left over": leftOver }).flatMap(([state, names]) =>
    names.map((name) => ({ state, file: join(out, name) })),
  );
}
