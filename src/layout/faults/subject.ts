import type { RecordDefinition, StructDefinition, UnionDefinition } from "../../../schema/dsl/types.ts";
import type { SchemaFault } from "../schema-fault.ts";
import type { Complaint } from "./complaint.ts";

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
  return [...complaints].map(({ field, problem, cure }) => ({
    file,
    record,
    field: field === "" ? prefix.replace(/\.$/, "") : prefix + field,
    problem,
    cure,
  }));
}

/** Faults in something that has a name and a file of its own. */
export function faultsIn(
  { name, definedIn }: { readonly name: string; readonly definedIn: string | undefined },
  complaints: Iterable<Complaint>,
): SchemaFault[] {
  return faultsOf({ record: name, file: definedIn, prefix: "" }, complaints);
}
