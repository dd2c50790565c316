import type { Layout, TypeLayout } from "../../wire/layout.ts";
import { longestText, mostElements } from "../../wire/limits.ts";
import { elementsForEach, elementsIn } from "../elements-in.ts";
import type { Complaint } from "./complaint.ts";

/** Lists and texts of a fixed length that are too long for values of them to be made. */
export function* lengthComplaints({ members }: Layout): Iterable<Complaint> {
  let elements = 0;
  for (const member of members) {
    if (member.kind === "padding") continue;
    const before = elements;
    elements += member.reserved ? 0 : elementsIn(member.type);
    const isTooMuchForOne = member.type.kind === "flexible" && elementsForEach(member.type) > mostElements;
    if (isTooMuchForOne || (elements > mostElements && before <= mostElements)) {
      const problem = `makes the lists of a value have more than ${mostElements} elements`;
      yield { field: member.name, problem, cure: "make it shorter, or use bytes(…)" };
    }
    if (longestIn(member.type) > longestText) {
      const problem = `has a text of more than ${longestText} bytes`;
      yield { field: member.name, problem, cure: "make it shorter, or use bytes(…)" };
    }
  }
}

function longestIn(type: TypeLayout): number {
  if (type.kind === "string") return type.size;
  const inner = "element" in type ? [type.element] : typesIn(type);
  return inner.reduce((most, one) => Math.max(most, longestIn(one)), 0);
}

function typesIn(type: TypeLayout): TypeLayout[] {
  if (!("layout" in type)) return [];
  return type.layout.members.flatMap((member) => (member.kind === "padding" ? [] : [member.type]));
}
