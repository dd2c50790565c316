import { fixedOrder, type LaidOutFamily } from "../../layout/index.ts";
import { type EnumerationFacts, keyOf, type Layout, showType } from "../../wire/index.ts";
import { type Change, changesOf } from "./changes.ts";
import { compareLayouts } from "./fields.ts";
import { textOf } from "./members.ts";

/** A schema as it is compared: laid out, and every struct and enumeration that has a name once. */
export interface Compared {
  readonly families: readonly LaidOutFamily[];
  /** structs and unions, those inside of records and others too */
  readonly structs: readonly Layout[];
  readonly enumerations: readonly EnumerationFacts[];
}

/** All that a new schema says otherwise than an old one, and whom each of it breaks. */
export function compareSchemas(old: Compared, now: Compared): Change[] {
  // Where there is but one, it is meant.
  const isOnly = old.families.length === 1 && now.families.length === 1;
  const families = pairs(old.families, now.families, () => isOnly);
  return [
    ...families.flatMap(([was, is]) => compareFamilies(was, is)),
    ...pairs(old.structs, now.structs).flatMap(([was, is]) => {
      if (was && is) return compareLayouts(was, is);
      return whole(was, is, "struct-added", "struct-removed");
    }),
    ...pairs(old.enumerations, now.enumerations).flatMap(([was, is]) => compareEnumerations(was, is)),
  ];
}

interface Named {
  readonly name: string;
}

type Pair<T> = readonly [old: T | undefined, now: T | undefined];

/** Those of one name beside one another, and those that only one has; `isSame` may find out that two of these are one. */
function pairs<T extends Named>(
  old: readonly T[],
  now: readonly T[],
  isSame: (old: T, now: T) => boolean = () => false,
): Pair<T>[] {
  const before = new Map(old.map((one) => [one.name, one]));
  const after = new Set(now.map(({ name }) => name));
  const left = new Set(old.filter(({ name }) => !after.has(name)));
  const found = now.map((one): Pair<T> => {
    const was = before.get(one.name) ?? [...left].find((other) => isSame(other, one));
    if (was !== undefined) left.delete(was);
    return [was, one];
  });
  return [...found, ...[...left].map((one): Pair<T> => [one, undefined])];
}

type Kind = Change["kind"];

/** What only one of them has. */
function whole(old: Named | undefined, now: Named | undefined, added: Kind, removed: Kind): Change[] {
  const { name } = (now ?? old) as Named;
  return changesOf(name, (tell) => (now === undefined ? tell(removed, "", "is gone") : tell(added, "", "is new")));
}

function compareFamilies(old: LaidOutFamily | undefined, now: LaidOutFamily | undefined): Change[] {
  if (old === undefined || now === undefined) return whole(old, now, "family-added", "family-removed");
  const orders = [fixedOrder(old), fixedOrder(now)] as const;
  const recordOrders = orders[0] === orders[1] ? orders : ([undefined, undefined] as const);
  const hasLength = old.framing.length !== undefined;
  const records = pairs(old.records, now.records, isRenamed);
  return [
    ...changesOf(now.name, (tell) => {
      if (old.name !== now.name) tell("family-renamed", "", `was named ${old.name}`);
      const [was, is] = [old, now].map(({ byteOrder }) => JSON.stringify(byteOrder));
      if (was !== is) tell("byte-order-changed", "", `is in byte order ${is}, before ${was}`);
      for (const what of ["headerSize", "type", "length", "align", "toEnd"] as const) {
        const [was, is] = [old, now].map(({ framing }) => JSON.stringify(framing[what]));
        if (was !== is) tell("framing-changed", "", `has ${what} ${is ?? "none"}, before ${was ?? "none"}`);
      }
      const [limit, most] = [old.framing.maxRecordSize, now.framing.maxRecordSize];
      if (most !== limit)
        tell(most > limit ? "limit-raised" : "limit-lowered", "", `reads ${most} bytes at most, before ${limit}`);
      const [start, starts] = [old, now].map(({ preamble = [] }) => preamble.map(({ name }) => name).join());
      if (start !== starts)
        tell("preamble-changed", "", `starts with ${starts || "no preamble"}, before ${start || "none"}`);
    }),
    ...records.flatMap(([was, is]) => {
      if (was && is) return [...compareRecords(was, is), ...compareLayouts(was, is, recordOrders)];
      return whole(was, is, hasLength ? "record-added" : "record-added-without-length", "record-removed");
    }),
  ];
}

/** Of the type of one that is gone: that, under another name. */
function isRenamed({ record: old }: Layout, { record: now }: Layout): boolean {
  return old?.type !== undefined && old.type === now?.type && textOf(old.when) === textOf(now?.when);
}

function compareRecords(old: Layout, now: Layout): Change[] {
  return changesOf(now.name, (tell) => {
    if (old.name !== now.name) tell("record-renamed", "", `was named ${old.name}`);
    const [was, is] = [old, now].map(({ record }) => (record?.type === undefined ? "none" : showType(record.type)));
    if (was !== is) tell("type-changed", "", `has type ${is}, before ${was}`);
    if (textOf(old.record?.when) !== textOf(now.record?.when))
      tell("when-changed", "", "is told from others by another value");
  });
}

function compareEnumerations(old: EnumerationFacts | undefined, now: EnumerationFacts | undefined): Change[] {
  if (old === undefined || now === undefined) return whole(old, now, "enumeration-added", "enumeration-removed");
  const same = pairs(old.members, now.members, (was, is) => BigInt(was.value) === BigInt(is.value));
  return changesOf(now.name, (tell) => {
    for (const [was, is] of same) {
      if (was === undefined || is === undefined) {
        if (is !== undefined) tell("name-added", is.name, `is new: ${is.value}`);
        if (was !== undefined) tell("name-removed", was.name, `is gone: ${was.value}`);
        continue;
      }
      const { name } = is;
      if (was.name !== name) tell("name-renamed", name, `was named ${was.name}`);
      else if (keyOf(was) !== keyOf(is)) tell("name-renamed", name, `was ${keyOf(was)} in TypeScript`);
      if (BigInt(was.value) !== BigInt(is.value)) tell("name-renumbered", name, `is ${is.value}, before ${was.value}`);
    }
  });
}
