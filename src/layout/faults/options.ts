import type { EnumerationDefinition, FamilyDefinition } from "../../../schema/dsl/types.ts";
import { type Complaint, type Subject, show } from "./complaint.ts";

type Checked = Subject["definition"] | FamilyDefinition | EnumerationDefinition;

/** Options that no builder knows, and choices that are none: all of them would have no effect. */
export function* optionComplaints(definition: Checked): Iterable<Complaint> {
  for (const { name, known } of definition.unknownOptions ?? []) {
    yield { field: "", problem: `has an option ${show(name)}, which means nothing`, cure: `use ${known.join(", ")}` };
  }
  if (definition.kind === "record") yield* choiceComplaints("length", definition.length, ["sizeof", "offset"]);
  if (definition.kind !== "family") return;
  const { byteOrder, length } = definition;
  if (typeof byteOrder !== "object") yield* choiceComplaints("byteOrder", byteOrder, ["little", "big"]);
  if (length !== undefined) yield* choiceComplaints("length.counts", length.counts, ["record", "payload"]);
}

function* choiceComplaints(option: string, given: string, choices: readonly string[]): Iterable<Complaint> {
  if (choices.includes(given)) return;
  yield { field: "", problem: `its ${option} is ${show(given)}`, cure: `give ${choices.map(show).join(" or ")}` };
}
