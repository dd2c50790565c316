import type {
  Counting,
  FamilyDefinition,
  Field,
  FieldFacts,
  Fields,
  RecordDefinition,
} from "../../../schema/dsl/types.ts";
import { type Layout, leastSize } from "../../wire/layout.ts";
import { fieldsOf } from "../fields.ts";
import { definitionOf, elementOf, innermost, isNameless, nameOfType } from "../kinds/index.ts";
import { reckonedIn } from "../lay-out-extended.ts";
import { type Complaint, countComplaints, type Rule, type Subject, show } from "./complaint.ts";
import { isUnsigned, liftedMembers, troubleWith, wayTo } from "./members.ts";

/** What is checked of what stands behind fixed structs, and is reckoned. */
export const partRules: readonly Rule<[Subject]>[] = [
  onlyInParts,
  nestedExtended,
  laterFields,
  partTypes,
  reckoned,
  partsOfStructs,
];

type Entry = readonly [name: string, field: Field];

function entriesOf(fields: Fields = {}): Entry[] {
  return Object.entries(fields);
}

function partsOf(definition: Subject["definition"]): Fields | undefined {
  return definition.kind === "union" ? undefined : definition.parts;
}

/** What only parts can be. */
function* onlyInParts({ definition }: Subject): Iterable<Complaint> {
  for (const [field, { facts }] of entriesOf(definition.fields)) {
    const { type, padded } = facts;
    const isPart =
      type.kind === "records" || padded !== undefined || (type.kind === "flexible" && (type.ends || type.counted));
    if (isPart) yield { field, problem: "is what only a part can be", cure: "put it into `parts`" };
  }
  for (const [field, { facts }] of [...entriesOf(definition.fields), ...entriesOf(partsOf(definition))]) {
    for (let element = elementOf(facts.type); element !== undefined; element = elementOf(element.facts.type)) {
      if (element.facts.type.kind !== "records") continue;
      yield { field, problem: "is a list of lists of records", cure: "give each list a part" };
    }
  }
}

/** A struct with parts has no size that would tell where what is behind it begins. */
function* nestedExtended({ definition }: Subject): Iterable<Complaint> {
  for (const [field, { facts }] of [...entriesOf(definition.fields), ...entriesOf(partsOf(definition))]) {
    const held = definitionOf(innermost(facts.type));
    if (held?.kind !== "struct" || (held.parts === undefined && !held.grows)) continue;
    const what = held.parts === undefined ? "grows" : "has parts";
    yield {
      field,
      problem: `holds a struct that ${what}, which has no fixed size`,
      cure: "make it a record of a family, and hold `records(…)`",
    };
  }
}

function* laterFields({ definition }: Subject): Iterable<Complaint> {
  const grows = definition.kind !== "union" && definition.grows === true;
  const parts = partsOf(definition);
  let before: string | undefined;
  let last = 0;
  for (const [field, { facts }] of entriesOf(definition.fields)) {
    const { since, type } = facts;
    if (since === undefined) {
      if (before === undefined) continue;
      yield {
        field,
        problem: `stands behind ${before}, which came later`,
        cure: "put what came later last, each with its .since(…)",
      };
      return;
    }
    before = field;
    yield* countComplaints("since", since, field);
    if (!grows || parts !== undefined) {
      const problem =
        parts === undefined ? "came later, and what it is in does not grow" : "came later, and parts are behind it";
      yield { field, problem, cure: parts === undefined ? "say grows: true" : "leave one of the two out" };
    }
    if (isNameless(type)) yield { field, problem: "came later and has no name", cure: "use nested(…) or union(…)" };
    if (since < last)
      yield { field, problem: `is there from ${since} bytes on, and ${last} are before it`, cure: "count up" };
    last = since;
  }
  for (const [field, { facts }] of entriesOf(parts)) {
    if (facts.since !== undefined) yield { field, problem: "is a part with a .since(…)", cure: "leave it out" };
  }
  const array = entriesOf(definition.fields).find(([, { facts }]) => facts.type.kind === "flexible");
  if (array === undefined || (parts === undefined && !grows)) return;
  const problem =
    parts === undefined ? "is a flexible array in what grows" : "is a flexible array, yet parts are behind it";
  yield { field: array[0], problem, cure: "make it the first of the parts" };
}

/** Parts of which nothing tells where they end, and the attributes of parts. */
function* partTypes({ definition }: Subject): Iterable<Complaint> {
  let open: string | undefined;
  for (const [field, { facts }] of entriesOf(partsOf(definition))) {
    const { type, padded, align, packed } = facts;
    if (isNameless(type) || type.kind === "bits" || (type.kind === "union" && type.union.tag !== undefined)) {
      const problem = `is ${type.kind === "bits" ? "a bit field" : nameOfType(type)}, which a part cannot be`;
      yield { field, problem, cure: "put it into a struct" };
    }
    if (align !== undefined || packed) {
      yield { field, problem: "is a part, which C does not align", cure: "use .padded(…) on the part before it" };
    }
    if (padded !== undefined && !(Number.isSafeInteger(padded) && padded >= 1)) {
      yield { field, problem: `is padded to ${show(padded)}`, cure: "give a number of bytes, at least 1" };
    }
    const isFixed = type.kind !== "flexible" && type.kind !== "records";
    const isOpen =
      !isFixed && !(type.kind === "flexible" && (type.ends || type.count !== undefined)) && type.counted === undefined;
    if (open !== undefined && (!isFixed || padded !== undefined)) {
      const problem = `stands behind ${open}, which takes the rest, and has no fixed size`;
      yield { field, problem, cure: `say what counts ${open}, or leave .padded(…) out` };
    }
    if (isOpen) open ??= field;
    if (isOpen && definition.kind !== "union" && definition.grows) {
      yield { field, problem: "takes the rest of what grows, which leaves none", cure: "leave one of the two out" };
    }
    if (isOpen && padded !== undefined) {
      yield { field, problem: "takes the rest and is padded", cure: "say what counts it, or leave .padded(…) out" };
    }
    if (type.kind === "flexible" && type.counted !== undefined) yield* countingComplaints(type.counted, field);
    if (type.kind === "records" && type.counted !== undefined) yield* countingComplaints(type.counted, field);
    if (type.kind === "records" && type.family === "own" && definition.kind !== "record") {
      yield { field, problem: "holds records of its own family, and is in none", cure: "name the family" };
    }
  }
}

const countings = ["field", "in", "unit", "plus"];

function* countingComplaints(counted: Counting, field: string): Iterable<Complaint> {
  const { unit, plus } = counted;
  const wrong = Object.keys(counted).find((key) => !countings.includes(key));
  if (wrong !== undefined) {
    yield {
      field,
      problem: `is counted with an option ${show(wrong)}, which means nothing`,
      cure: `use ${countings.join(", ")}`,
    };
  }
  if (counted.in !== "elements" && counted.in !== "bytes") {
    yield { field, problem: `is counted in ${show(counted.in)}`, cure: 'give "elements" or "bytes"' };
  }
  if (Number.isSafeInteger(unit) && unit >= 1 && Number.isSafeInteger(plus)) return;
  yield {
    field,
    problem: `is counted in units of ${show(unit)} plus ${show(plus)}`,
    cure: "give whole numbers, the unit at least 1",
  };
}

/** What is reckoned stands once in a record. */
function* reckoned({ definition }: Subject): Iterable<Complaint> {
  const all = [...entriesOf(definition.fields), ...entriesOf(partsOf(definition))];
  for (const [field, { facts }] of all) {
    const { checksum, isTotal, type } = facts;
    const inner = definitionOf(innermost(type));
    const isInside = inner !== undefined && reckonedIn(entriesOf(inner.fields), "").length > 0;
    const isOne =
      definition.kind !== "union" && (checksum !== undefined || isTotal)
        ? type.kind === "integer"
        : type.kind === "struct";
    if (isInside && type.kind !== "struct") {
      yield {
        field,
        problem: "holds something reckoned in a list or union",
        cure: "put it into the record or its header",
      };
    }
    if (checksum === undefined && !isTotal) continue;
    if (!isOne) {
      const problem =
        definition.kind === "union" ? "is reckoned in a union" : `is reckoned, and is ${nameOfType(type)}`;
      yield { field, problem, cure: "use an unsigned integer of the record or its header" };
    } else if (facts.constant !== undefined || facts.reserved || facts.since !== undefined || !isUnsigned(type)) {
      yield {
        field,
        problem: "is reckoned, and constant, reserved, later or signed",
        cure: "use a plain unsigned integer",
      };
    }
    if (checksum !== undefined) yield* checksumComplaints(field, facts);
  }
  const totals = reckonedIn(all, "").filter(({ facts }) => facts.isTotal);
  if (totals.length > 1) yield { field: totals[1]!.path, problem: "is another total", cure: "use one" };
}

const widths = { crc32: 4, crc32c: 4, internet: 2 } as const;

function* checksumComplaints(field: string, { checksum, type }: FieldFacts): Iterable<Complaint> {
  const { algorithm, ...of } = checksum!;
  const width = Object.hasOwn(widths, algorithm) ? widths[algorithm] : undefined;
  if (width === undefined) {
    yield { field, problem: `is a checksum ${show(algorithm)}`, cure: `use ${Object.keys(widths).join(", ")}` };
  } else if (type.kind === "integer" && type.size !== width) {
    yield { field, problem: `is a ${algorithm} of ${type.size} bytes`, cure: `use u${width * 8}` };
  }
  const wrong = Object.keys(of).find((key) => key !== "from" && key !== "to");
  if (wrong === undefined) return;
  yield { field, problem: `has an option ${show(wrong)}, which means nothing`, cure: "use from, to" };
}

function* partsOfStructs({ definition }: Subject): Iterable<Complaint> {
  if (definition.kind === "struct") yield* pathComplaints(definition.fields, definition.parts, () => undefined);
}

/** As what is checked of structs, of records: paths may lead into their header. */
export function* partsOfRecords(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const { header, member, type, length } = family;
  const isFirst = record.header === undefined && header !== undefined && member !== undefined;
  const fields: Fields = isFirst
    ? { [member]: { facts: { type: { kind: "struct", struct: header, anonymous: false } } }, ...record.fields }
    : record.fields;
  const path = record.header ?? member;
  const known = [type, length?.field].map((name) => `${path}.${name}`);
  yield* pathComplaints(fields, record.parts, (counted) => (known.includes(counted) ? "is the header's" : undefined));
}

type WhyNot = (path: string) => string | undefined;

/** Paths to what counts parts, and to what checksums are of. */
function* pathComplaints(fields: Fields, parts: Fields | undefined, whyNot: WhyNot): Iterable<Complaint> {
  for (const [field, { facts }] of entriesOf(parts)) {
    const path = pathOfCount(facts);
    if (path === undefined) continue;
    const found = wayTo(fields, path);
    const last = found.at(-1);
    const trouble = troubleWith(last, isCount, "is no field of the record") ?? whyNot(path) ?? whyReckoned(last!.facts);
    const isHidden = found.some(({ overlapping }) => overlapping);
    if (trouble === undefined && !isHidden) continue;
    const problem = `is counted by ${show(path)}, which ${trouble ?? "is in a union"}`;
    yield { field, problem, cure: "name an unsigned integer among the fields or in the header" };
  }
  const names = liftedMembers(parts ?? {}).map(({ name }) => name);
  for (const { path: field, facts } of reckonedIn([...entriesOf(fields), ...entriesOf(parts)], "")) {
    for (const end of [facts.checksum?.from, facts.checksum?.to]) {
      if (end === undefined || names.includes(end) || wayTo(fields, end).length > 0) continue;
      yield {
        field,
        problem: `is a checksum of ${show(end)}, which is no field or part`,
        cure: "give a path in the record",
      };
    }
  }
}

function pathOfCount({ type }: FieldFacts): string | undefined {
  if (type.kind === "flexible") return type.counted?.field ?? type.count;
  return type.kind === "records" ? type.counted?.field : undefined;
}

function isCount(type: FieldFacts["type"]): boolean {
  return isUnsigned(type) || (type.kind === "bits" && isUnsigned(type.base) && !type.unnamed);
}

function whyReckoned({ checksum, isTotal, since }: FieldFacts): string | undefined {
  if (checksum !== undefined || isTotal) return "is reckoned";
  return since === undefined ? undefined : "came later";
}

/** What is checked of a record or struct that is laid out. */
export function* extendedComplaints(layout: Layout): Iterable<Complaint> {
  if (layout.extended === undefined) return;
  const { parts = [] } = layout.extended;
  for (const { name, type } of parts) {
    if (type.kind === "flexible" && type.stride === 0) {
      yield { field: name, problem: "has elements of no bytes", cure: "give them a field, or leave the part out" };
    }
  }
  for (const { name, since, offset, size } of fieldsOf(layout)) {
    if (since === undefined) continue;
    const least = Math.max(offset + size, leastSize(layout) + 1);
    if (since >= least && since <= layout.size) continue;
    const problem = `is there from ${since} bytes on, and ends at ${offset + size} of ${layout.size}`;
    yield { field: name, problem, cure: `give a length from ${least} to ${layout.size}` };
  }
}
