import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Difference } from "../../../codegen/index.ts";
import { describeSchemaFault, SchemaError, type SchemaFault } from "../../layout/schema-fault.ts";
import { toPrintable } from "../../wire/printable.ts";
import { Failure } from "../program/failure.ts";
import { complain, print } from "../program/terminal.ts";

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
    const faults = errors.flatMap((error): object[] => faultsOf(error) ?? [failureOf(error)]);
    const found = { upToDate: files.length + errors.length === 0, files, faults };
    return `${JSON.stringify(found, null, 2)}\n`;
  },
  /** What GitHub shows beside the lines of a change: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
  github({ checked, errors }) {
    const faults = errors.flatMap((error) => faultsOf(error)?.map(faultCommand) ?? failureCommand(failureOf(error)));
    const files = checked.flatMap(differencesOf).map(({ state, file }) => command({ file }, `${state}: ${advice}`));
    return [...faults, ...files].join("");
  },
};

/** What to print for anything that keeps code from being generated: one line for each thing that is wrong. */
export function describeFailure(error: unknown): string {
  const faults = faultsOf(error);
  if (faults === undefined) return `bytewright: ${toPrintable(messageOf(error))}\n`;
  return faults.map((fault) => `${describeSchemaFault(fault)}\n`).join("");
}

/** Does the work of a command that reads schemas; where that fails, says why, to GitHub beside the lines it is about. */
export async function failingIn(format: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure && error.exitCode !== 1) throw error;
    if (format === "github") print(formats.github?.({ checked: [], errors: [error] }) ?? "");
    complain(describeFailure(error));
    return 1;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The faults of a schema, with files as they are named from here. */
function faultsOf(error: unknown): SchemaFault[] | undefined {
  if (!(error instanceof SchemaError)) return undefined;
  return error.faults.map((fault) => ({ ...fault, file: fault.file && relative(process.cwd(), fault.file) }));
}

/** What keeps a schema from being run, and where, as far as that is known: loading it says so in front. */
interface Failed {
  readonly problem: string;
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
}

function failureOf(error: unknown): Failed {
  const message = messageOf(error);
  const [, file = "", line, col, problem = ""] = /^(.+?)(?::(\d+):(\d+))?: ([\s\S]*)$/.exec(message) ?? [];
  // What stands in front of a colon is not always a file.
  if (!existsSync(file)) return { problem: message };
  return {
    file: relative(process.cwd(), file),
    ...(line !== undefined && { line: Number(line), col: Number(col) }),
    problem,
  };
}

function failureCommand({ problem, ...place }: Failed): string {
  return command(place, problem);
}

function faultCommand({ file, record, field, problem, cure }: SchemaFault): string {
  const what = field === "" ? record : `${record}.${field}`;
  return command(file === undefined ? {} : { file }, `${what}: ${problem}; ${cure}`);
}

/** Something that GitHub shows as an error. */
export function command(place: Omit<Failed, "problem">, message: string): string {
  const escaped = (text: string) => toPrintable(text).replaceAll("%", "%25");
  const said = Object.entries(place).map(([name, value]) => {
    return `${name}=${escaped(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`;
  });
  return `::error${said.length === 0 ? "" : ` ${said.join(",")}`}::${escaped(message)}\n`;
}

/** Each file that is not as it should be. */
export function differencesOf({ out, difference }: Checked): { readonly state: string; readonly file: string }[] {
  const { stale, missing, leftOver } = difference;
  return Object.entries({ stale, missing, "left over": leftOver }).flatMap(([state, names]) =>
    names.map((name) => ({ state, file: join(out, name) })),
  );
}
