import type { Counting, TypeNode } from "../../../schema/dsl/types.ts";
import { type Layout, leastSize } from "../../wire/layout.ts";
import { fieldsOf } from "../fields.ts";
import { definitionOf, elementOf, innermost, isNameless, nameOfType } from "../kinds/index.ts";
import { isOf } from "../lay-out-extended.ts";
import { type Complaint, complaints, type Rule, type Subject, show } from "./complaint.ts";
import { entriesOf, partsOf } from "./members.ts";
import { reckoningRules } from "./reckoned.ts";

/** What is checked of what stands behind fixed structs, and is reckoned. */
export const partRules: readonly Rule<[Subject]>[] = [nested, laterFields, partTypes, ...reckoningRules];

function growsIn(definition: Subject["definition"]): boolean {
  return definition.kind !== "union" && definition.grows === true;
}

/** Whether nothing in the schema says how long a part is. */
function isOpen(type: TypeNode): boolean {
  if (type.kind === "flexible" && (type.ends || type.count !== undefined)) return false;
  return (type.kind === "flexible" || type.kind === "records") && type.counted === undefined;
}

/** What only parts can be, and structs that have no size which would tell where what is behind them begins. */
function* nested({ definition }: Subject): Iterable<Complaint> {
  for (const [field, { facts }] of entriesOf(definition.fields)) {
    const { type, padded } = facts;
    const isPart = type.kind === "records" || (type.kind === "flexible" && (type.ends || type.counted)) || padded;
    yield* complaints(field, [[Boolean(isPart), "is what only a part can be", "put it into `parts`"]]);
  }
  for (const [field, { facts }] of [...entriesOf(definition.fields), ...entriesOf(partsOf(definition))]) {
    const last = innermost(facts.type);
    const held = definitionOf(last);
    const isOpenStruct = held?.kind === "struct" && (held.parts !== undefined || held.grows === true);
    const what = isOpenStruct && held.parts === undefined ? "grows" : "has parts";
    const isListed = last.kind === "records" && elementOf(facts.type) !== undefined;
    yield* complaints(field, [
      [isListed, "is a list of lists of records", "give each list a part"],
      [
        isOpenStruct,
        `holds a struct that ${what}, which has no fixed size`,
        "make it a record of a family, and hold `records(…)`",
      ],
    ]);
  }
}

function* laterFields({ definition }: Subject): Iterable<Complaint> {
  const grows = growsIn(definition);
  const parts = partsOf(definition);
  const reckoned = entriesOf(definition.fields).find(([, { facts }]) => facts.checksum ?? facts.isTotal);
  let before = "";
  let last = 0;
  const told = new Set(entriesOf(definition.fields).map(([, { facts }]) => (facts.reserved ? undefined : facts.since)));
  for (const [field, { facts }] of entriesOf(definition.fields)) {
    const { since, type } = facts;
    const isArray = type.kind === "flexible";
    yield* complaints(field, [
      [
        since === undefined && before !== "",
        `stands behind ${before}, which came later`,
        "put what came later last, each with its .since(…)",
      ],
      [since !== undefined && parts !== undefined, "came later, and parts are behind it", "leave one of the two out"],
      [since !== undefined && !grows && !parts, "came later, and what it is in does not grow", "say grows: true"],
      [since !== undefined && isNameless(type), "came later and has no name", "use nested(…) or union(…)"],
      [
        since !== undefined && !told.has(since),
        "came later and is reserved, so that no value tells whether it is there",
        "let a field that is not reserved come with it",
      ],
      [(since ?? last) < last, `is there from ${since} bytes on, and ${last} are before it`, "count up"],
      [
        isArray && parts !== undefined,
        "is a flexible array, yet parts are behind it",
        "make it the first of the parts",
      ],
      [isArray && grows && !parts, "is a flexible array in what grows", "make it the first of the parts"],
      [
        isArray && reckoned !== undefined && !grows && !parts,
        `is a flexible array beside ${reckoned?.[0]}, which is reckoned`,
        "make it the first of the parts",
      ],
    ]);
    if (since === undefined) continue;
    before = field;
    last = since;
  }
}

/** Parts of which nothing tells where they end, and the attributes of parts. */
function* partTypes({ definition }: Subject): Iterable<Complaint> {
  let open: string | undefined;
  for (const [field, { facts }] of entriesOf(partsOf(definition))) {
    const { type, padded, align, packed, since } = facts;
    const isFixed = type.kind !== "flexible" && type.kind !== "records";
    const isTagged = type.kind === "union" && type.union.tag !== undefined;
    const what = type.kind === "bits" ? "a bit field" : nameOfType(type);
    const isOwn = type.kind === "records" && type.family === "own" && definition.kind !== "record";
    const isPadded = padded !== undefined;
    yield* complaints(field, [
      [
        isNameless(type) || type.kind === "bits" || isTagged,
        `is ${what}, which a part cannot be`,
        "put it into a struct",
      ],
      [
        since !== undefined || align !== undefined || packed === true,
        "is a part, which comes with all others, and is not aligned by C",
        "use .padded(…) on the part before it",
      ],
      [
        isPadded && !(Number.isSafeInteger(padded) && padded >= 1),
        `is padded to ${show(padded)}`,
        "give a number of bytes, at least 1",
      ],
      [
        open !== undefined && (!isFixed || isPadded),
        `stands behind ${open}, which takes the rest, and has no fixed size`,
        `say what counts ${open}, or leave .padded(…) out`,
      ],
      [
        isOpen(type) && (growsIn(definition) || isPadded),
        "takes the rest, which leaves nothing to grow or to be padded",
        "say what counts it, or leave the other out",
      ],
      [isOwn, "holds records of its own family, and is in none", "name the family"],
    ]);
    if (isOpen(type)) open ??= field;
    if (isFixed || type.counted === undefined || isCounting(type.counted)) continue;
    const cure = 'give `field`, and perhaps `in` ("elements" or "bytes"), `unit` (1 or more) and `plus`';
    yield { field, problem: "is counted in a way that means nothing", cure };
  }
}

function isCounting({ field: _, in: what, unit, plus, ...other }: Counting): boolean {
  const isWhole = Number.isSafeInteger(unit) && unit >= 1 && Number.isSafeInteger(plus);
  return isWhole && (what === "elements" || what === "bytes") && Object.keys(other).length === 0;
}

/** What is checked of a record or struct that is laid out. */
export function* extendedComplaints(layout: Layout): Iterable<Complaint> {
  const { parts = [], checksums = [] } = layout.extended ?? {};
  for (const [i, one] of checksums.entries()) {
    yield* complaints(one.path, [
      [
        !isOf(one, undefined, layout, parts),
        "is a checksum of no bytes",
        "give what stands in front as from, not as to",
      ],
    ]);
    const other = checksums.slice(i + 1).find((other) => isOf(one, other, layout, parts));
    if (other === undefined) continue;
    const problem = `is a checksum of bytes with ${other.path} among them, which depends on it`;
    yield { field: one.path, problem, cure: "give one of the two other bytes: from, to" };
  }
  for (const { name, type } of parts) {
    const isEmpty = type.kind === "flexible" && type.stride === 0;
    yield* complaints(name, [[isEmpty, "has elements of no bytes", "give them a field, or leave the part out"]]);
  }
  for (const { name, since, offset, size } of layout.extended ? fieldsOf(layout) : []) {
    const least = Math.max(offset + size, leastSize(layout) + 1);
    if (since === undefined || (since >= least && since <= layout.size)) continue;
    const problem = `is there from ${since} bytes on, and ends at ${offset + size} of ${layout.size}`;
    yield { field: name, problem, cure: `give a length from ${least} to ${layout.size}` };
  }
}
