import type {
  EnumerationDefinition,
  FamilyDefinition,
  RecordDefinition,
  StructDefinition,
} from "../../../schema/dsl/types.ts";
import { exactly } from "../exactly.ts";
import { faultIn, type SchemaFault } from "../schema-fault.ts";
import type { Subject } from "./complaint.ts";

type Defined = Subject["definition"] | EnumerationDefinition | FamilyDefinition;

/** Definitions that differ and have one name, in whichever files they are. */
export function duplicateFaults(definitions: readonly Defined[]): SchemaFault[] {
  const first = new Map<string, Defined>();
  return definitions.flatMap((definition): SchemaFault[] => {
    const before = first.get(definition.name);
    if (before === undefined) first.set(definition.name, definition);
    if (definition.name === "" || before === undefined || isSame(before, definition)) return [];
    const where = before.definedIn === undefined ? "" : ` in ${before.definedIn}`;
    const problem = `another ${before.kind} of that name is defined${where}`;
    return [faultIn(definition, "", problem, "rename one of them")];
  });
}

/**
 * Whether two definitions of one name say the same; structs they hold by name are compared on their own. A struct that
 * others hold may be a record, too.
 */
function isSame(a: Defined, b: Defined): boolean {
  if (a.kind === "record" && b.kind === "struct") return describe(bodyOf(a)) === describe(bodyOf(b));
  if (a.kind === "struct" && b.kind === "record") return isSame(b, a);
  return a.kind !== "record" && a.kind !== "family" && describe(a) === describe(b);
}

function bodyOf({ fields, align, packed }: RecordDefinition | StructDefinition): object {
  return { fields, align, packed };
}

function describe(definition: object): string {
  return JSON.stringify(definition, (key, value) => {
    // Members have any names, these among them, and are no texts.
    if ((key === "definedIn" || key === "doc") && typeof value === "string") return undefined;
    const held = (key === "struct" || key === "union") && value.kind === key;
    return held && value.name !== "" ? value.name : exactly(value);
  });
}
