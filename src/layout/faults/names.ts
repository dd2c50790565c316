import { isNameless } from "../kinds/index.ts";
import { type Complaint, type Subject, show } from "./complaint.ts";
import { liftedMembers, type Spot } from "./members.ts";

/** C11 6.4.1 "Keywords". */
const keywords = new Set(
  `auto break case char const continue default do double else enum extern float for goto if inline int long register
   restrict return short signed sizeof static struct switch typedef union unsigned void volatile while _Alignas _Alignof
   _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Static_assert _Thread_local`.split(/\s+/),
);

/** A name that C would not take. */
export function* nameComplaints(name: string, field: string): Iterable<Complaint> {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    yield { field, problem: `${show(name)} is not a C identifier`, cure: "use letters, digits and _, no digit first" };
  } else if (keywords.has(name)) {
    yield { field, problem: `${show(name)} is a keyword of C`, cure: "give it another name" };
  }
}

/** Names of members; keys of members without a name are not used, and yet keep them in their order. */
export function* memberNameComplaints({ path, facts, element }: Spot): Iterable<Complaint> {
  if (element) return;
  if (!isNameless(facts.type)) yield* nameComplaints(path, path);
  else if (isArrayIndex(path)) {
    yield { field: path, problem: "has a number for a key, which JavaScript puts first", cure: `call it _${path}` };
  }
}

/** ECMA-262 6.1.7 "The Object Type": a whole number below 2^32 - 1, as it is written. */
function isArrayIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key && Number(key) < 2 ** 32 - 1;
}

/** The name of a struct or record; one that is held by another may lack it. */
export function* ownNameComplaints({ definition, prefix, anonymous }: Subject): Iterable<Complaint> {
  if (definition.name !== "" || (prefix === "" && !anonymous)) yield* nameComplaints(definition.name, "");
}

/** Members that get the same name when those of anonymous structs and unions are lifted. */
export function* collidingMembers({ definition }: Subject): Iterable<Complaint> {
  yield* repeated(
    liftedMembers(definition.fields).map(({ name }) => name),
    (name) => ({
      field: name,
      problem: "is the name of two members, one of them lifted from an anonymous struct or union",
      cure: "rename one, or give the anonymous member a name",
    }),
  );
}

/** A complaint for each text that comes more than once. */
export function* repeated(texts: readonly string[], complain: (text: string) => Complaint): Iterable<Complaint> {
  const seen = new Map<string, number>();
  for (const text of texts) {
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    if (times === 2) yield complain(text);
  }
}
