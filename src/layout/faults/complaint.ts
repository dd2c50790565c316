import type { RecordDefinition, StructDefinition, UnionDefinition } from "../../../schema/dsl/types.ts";
import { faultIn, type Named, type SchemaFault } from "../schema-fault.ts";

/** A fault before it is known in which file and record it is. */
export interface Complaint {
  readonly field: string;
  readonly problem: string;
  readonly cure: string;
}

/** A struct, union or record of a schema, and where its faults are reported. */
export interface Subject {
  readonly definition: StructDefinition | UnionDefinition | RecordDefinition;
  readonly file: string | undefined;
  /** its C name; of a struct or union without one, that of the record it is in */
  readonly record: string;
  /** where it is in that record, with a dot behind; empty for the record itself */
  readonly prefix: string;
  /** whether its members stand in the struct around it */
  readonly anonymous: boolean;
}

/** Turns complaints about a subject into faults. */
export function faultsOf(
  { file, record, prefix }: Omit<Subject, "definition" | "anonymous">,
  complaints: Iterable<Complaint>,
): SchemaFault[] {
  const named = { name: record, definedIn: file };
  const at = (field: string) => (field === "" ? prefix.replace(/\.$/, "") : prefix + field);
  return [...complaints].map(({ field, problem, cure }) => faultIn(named, at(field), problem, cure));
}

/** Faults in something that has a name and a file of its own. */
export function faultsIn(named: Named, complaints: Iterable<Complaint>): SchemaFault[] {
  return [...complaints].map(({ field, problem, cure }) => faultIn(named, field, problem, cure));
}

/** A check of something, together with what it depends on. */
export type Rule<A extends readonly unknown[]> = (...about: A) => Iterable<Complaint>;

export function complaintsBy<A extends readonly unknown[]>(rules: readonly Rule<A>[], ...about: A): Complaint[] {
  return rules.flatMap((rule) => [...rule(...about)]);
}

/** A number of bytes, bits or elements that is none. */
export function* countComplaints(what: string, count: number, field: string): Iterable<Complaint> {
  if (Number.isSafeInteger(count) && count >= 0) return;
  yield { field, problem: `its ${what} is ${show(count)}`, cure: "give a whole number that is not negative" };
}

/** A value of a schema, of whatever type, in a few words. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return "an array";
  const { kind } = value as { readonly kind?: unknown };
  return typeof kind === "string" ? show(kind) : "an object";
}
