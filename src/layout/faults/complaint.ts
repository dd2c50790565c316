import type { RecordDefinition, StructDefinition, UnionDefinition } from "../../../schema/dsl/types.ts";
import { faultIn, type Named, type SchemaFault } from "../schema-fault.ts";

/** A fault before it is known in which file and record it is. */
export type Complaint = Pick<SchemaFault, "field" | "problem" | "cure">;

/** Where the faults of something are reported. */
export interface Place {
  /** itself or, if it has no C name, what it is in */
  readonly named: Named;
  /** where it is in that, with a dot behind; empty for the whole */
  readonly prefix: string;
}

/** The place of what is in a member of something at a place. */
export function placeIn(named: Named, { named: around, prefix }: Place, path: string): Place {
  return named.name === "" ? { named: around, prefix: `${prefix}${path}.` } : { named, prefix: "" };
}

/** A struct, union or record of a schema. */
export interface Subject extends Place {
  readonly definition: StructDefinition | UnionDefinition | RecordDefinition;
  /** whether its members stand in the struct around it */
  readonly anonymous: boolean;
}

/** Turns complaints into faults. */
export function faultsAt({ named, prefix }: Place, complaints: Iterable<Complaint>): SchemaFault[] {
  const at = (field: string) => (field === "" ? prefix.replace(/\.$/, "") : prefix + field);
  return [...complaints].map(({ field, problem, cure }) => faultIn(named, at(field), problem, cure));
}

/** Faults in something that has a name and a file of its own. */
export function faultsIn(named: Named, complaints: Iterable<Complaint>): SchemaFault[] {
  return faultsAt({ named, prefix: "" }, complaints);
}

/** A check of something, together with what it depends on. */
export type Rule<A extends readonly unknown[]> = (...about: A) => Iterable<Complaint>;

export function complaintsBy<A extends readonly unknown[]>(rules: readonly Rule<A>[], ...about: A): Complaint[] {
  try {
    return rules.flatMap((rule) => [...rule(...about)]);
  } catch (error) {
    return [unreadable(error)];
  }
}

/** What comes of a definition that is not of its TypeScript type: some check or other meets what it cannot read. */
export function unreadable(error: unknown): Complaint {
  const problem = `cannot be laid out: ${error instanceof Error ? error.message : String(error)}`;
  return { field: "", problem, cure: "give what the types of bytewright/schema ask for" };
}

/** What may be wrong, and its cure. */
export type Trouble = readonly [isThere: boolean, problem: string, cure: string];

export function* complaints(field: string, troubles: readonly Trouble[]): Iterable<Complaint> {
  for (const [isThere, problem, cure] of troubles) if (isThere) yield { field, problem, cure };
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
