import { toPrintable } from "../wire/printable.ts";

/** One thing that is wrong with a schema, where, and what to do about it. */
export interface SchemaFault {
  /** the file that defines the record, where that is known */
  readonly file: string | undefined;
  /** C name of the record, struct or union; of the family or enumeration, where the fault is in one */
  readonly record: string;
  /** path of the field or name of the enumeration's member; empty for the whole */
  readonly field: string;
  readonly problem: string;
  readonly cure: string;
}

/** What has a C name and a file of its own. */
export interface Named {
  readonly name: string;
  readonly as?: string | undefined;
  readonly definedIn: string | undefined;
}

export function faultIn({ name, definedIn }: Named, field: string, problem: string, cure: string): SchemaFault {
  const file = typeof definedIn === "string" ? definedIn : undefined;
  return { file, record: String(name), field, problem, cure };
}

/**
 * One printable line for a fault; names in it may hold anything.
 *
 *     schema/task.ts: ckpt_hdr_task.state: is 33 bits wide, and u32 has 32; give it a width of at most 32
 */
export function describeSchemaFault({ file, record, field, problem, cure }: SchemaFault): string {
  const what = field === "" ? record : `${record}.${field}`;
  return toPrintable(`${file === undefined ? "" : `${file}: `}${what}: ${problem}; ${cure}`);
}

/** A schema that cannot be used. The message has one line for each fault. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  readonly faults: readonly SchemaFault[];

  constructor(faults: readonly SchemaFault[]) {
    super(faults.map(describeSchemaFault).join("\n"));
    this.faults = faults;
  }
}

/** @throws SchemaError if there are faults */
export function refuse(faults: readonly SchemaFault[]): void {
  if (faults.length > 0) throw new SchemaError(faults);
}
