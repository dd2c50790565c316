import type { EnumerationDefinition, FamilyDefinition } from "../../../schema/dsl/types.ts";
import { isExact, isInRange, type ValueRange } from "../value-range.ts";
import { type Complaint, type Subject, show } from "./complaint.ts";
import { spotsOf } from "./members.ts";
import { nameComplaints, repeated } from "./names.ts";

/** What the widest integers of C hold, signed or not. */
const wordRange: ValueRange = { min: -(2n ** 63n), max: 2n ** 64n - 1n };

/** Every enumeration that a schema uses, each once. */
export function enumerationsOf(
  subjects: readonly Subject[],
  families: readonly FamilyDefinition[],
): EnumerationDefinition[] {
  const ofFields = subjects
    .flatMap(({ definition }) => spotsOf(definition))
    .flatMap(({ facts }) => [facts.enumeration, facts.flags]);
  const all = new Set([...families.map(({ types }) => types), ...ofFields]);
  all.delete(undefined);
  return [...all] as EnumerationDefinition[];
}

/** Names and values of an enumeration. Two names may have one value, as in C. */
export function* enumerationComplaints({ name, members }: EnumerationDefinition): Iterable<Complaint> {
  yield* nameComplaints(name, "");
  for (const member of members) {
    yield* nameComplaints(member.name, member.name);
    if (!isExact(member.value)) {
      const problem = `its value ${show(member.value)} is not an exact integer`;
      yield { field: member.name, problem, cure: "give a whole number, above 2^53 as a bigint" };
    } else if (!isInRange(member.value, wordRange)) {
      const problem = `its value ${show(member.value)} does not fit 64 bits`;
      yield { field: member.name, problem, cure: "give a value from -2^63 to 2^64 - 1" };
    }
  }
  yield* repeated(
    members.map((member) => member.name),
    (field) => ({ field, problem: "is the name of two members", cure: "rename one" }),
  );
}
