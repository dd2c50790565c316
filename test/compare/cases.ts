import type { EnumerationDefinition, FamilyDefinition, RecordDefinition } from "../../schema/dsl/index.ts";
import * as dsl from "../../schema/dsl/index.ts";
import type { ChangeKind } from "../../src/compare/compat/changes.ts";
import type { Bare } from "../../src/layout/index.ts";

const { array, bits, bytes, enumeration, f32, family, record, struct, u8, u16, u32, s32, ulong, union } = dsl;

/** What a schema exports. */
export interface Exports {
  readonly families: readonly FamilyDefinition[];
  readonly structs: readonly Bare[];
  readonly enumerations: readonly EnumerationDefinition[];
}

type Value = { readonly [field: string]: unknown };

/** An edit of a schema, what it is, and values that its code writes before and after. */
export interface Case {
  readonly kinds: readonly ChangeKind[];
  readonly old: Exports;
  readonly now: Exports;
  readonly oldValues: readonly Value[];
  readonly nowValues: readonly Value[];
  /** new names of what is the same, by old ones */
  readonly renamed?: { readonly [old: string]: string };
  /** source that uses the old types, where it is not made of the values */
  readonly source?: string;
  readonly preamble?: Value;
}

const head = struct("hdr", { fields: { type: u16, len: u16 } });
type More = Partial<Parameters<typeof record>[1]>;
type MoreOfFamily = { readonly [option: string]: unknown };

function schema(exports: Partial<Exports>): Exports {
  return { families: [], structs: [], enumerations: [], ...exports };
}

function fam(records: readonly RecordDefinition[], more: MoreOfFamily = {}): Exports {
  const told = { header: head, member: "h", type: "type", length: { field: "len" }, byteOrder: "little" } as const;
  return schema({ families: [family("f", { ...told, ...more, records } as never) as FamilyDefinition] });
}

/** A record of the type 1, alone in its family. */
function rec(fields: dsl.Fields, more: More = {}, ofFamily: MoreOfFamily = {}): Exports {
  return fam([record("r", { type: 1, fields, ...more } as never) as RecordDefinition], ofFamily);
}

const r = (value: object = {}): Value[] => [{ $name: "r", ...value }];
const bare = (name: string, fields: dsl.Fields, more: object = {}): Exports =>
  schema({ structs: [struct(name, { fields, ...more }) as Bare] });

const one = record("r", { type: 1, fields: { a: u32 } });
const two = record("s", { type: 2, fields: { b: u32 } });
const short = { header: struct("hdr", { fields: { type: u32 } }), length: undefined } as const;
const [valueOne, valueTwo] = [
  { $name: "r", a: 7 },
  { $name: "s", b: 8 },
];
const big = { byteOrder: "big" } as const;
const told = (...values: number[]) => ({ when: { field: "kind", values } });
const byKind = (more: object) =>
  fam([
    record("r", { type: 1, ...more, fields: { kind: u32 } } as never) as RecordDefinition,
    record("s", { type: 1, ...told(9), fields: { kind: u32, b: u32 } }),
  ]);
const kinds = (members: { readonly [name: string]: number }, name = "kind") => enumeration(name, members);
const named = (members: { readonly [name: string]: number }) => rec({ a: u32.enum(kinds(members)) });
const sum = { a: u32, c: u32.checksum("crc32") };
const choice = (tag: object | undefined) => ({
  kind: u32,
  u: union({ n: u32, s: s32 }, (tag === undefined ? {} : { tag: { field: "kind", members: tag } }) as never),
});
const useKind = 'import { R } from "./index.ts";\nexport const kind: number = R.decode(new Uint8Array()).kind;\n';
const useChoice = 'import { R } from "./index.ts";\nexport const m: string = R.decode(new Uint8Array()).u.$member;\n';
const v1 = struct("v1", { fields: { magic: u32.constant(0xfeed0001) } });
const v2 = struct("v2", { fields: { magic: u32.constant(0xfeed0002) } });

const since = (length: number) => rec({ a: u32, b: u16.since(length), c: u16.since(12) }, { grows: true });

/** In the order of the table. Fields whose values differ in the bytes that change have such values. */
export const cases: { readonly [what: string]: Case } = {
  "a record more": {
    ...{ kinds: ["record-added"], old: fam([one]), now: fam([one, two]) },
    ...{ oldValues: [valueOne], nowValues: [valueOne, valueTwo, valueOne] },
  },
  "a record more, without lengths": {
    ...{ kinds: ["record-added-without-length"], old: fam([one], short), now: fam([one, two], short) },
    ...{ oldValues: [valueOne], nowValues: [valueTwo, valueOne] },
  },
  "a record less": {
    ...{ kinds: ["record-removed"], old: fam([one, two]), now: fam([one]) },
    ...{ oldValues: [valueTwo, valueOne], nowValues: [valueOne] },
  },
  "a record's name": {
    kinds: ["record-renamed"],
    old: fam([one]),
    now: fam([record("q", { type: 1, fields: { a: u32 } })]),
    ...{ oldValues: [valueOne], nowValues: [{ $name: "q", a: 7 }], renamed: { r: "q" } },
  },
  "a record's type": {
    ...{ kinds: ["type-changed"], old: rec({ a: u32 }), now: rec({ a: u32 }, { type: 3 }) },
    ...{ oldValues: [valueOne], nowValues: [valueOne] },
  },
  "what tells a record from others": {
    ...{ kinds: ["when-changed"], old: byKind(told(1)), now: byKind(told(2)) },
    ...{ oldValues: r({ kind: 1 }), nowValues: r({ kind: 2 }) },
  },
  "a struct more": {
    kinds: ["struct-added"],
    old: bare("s", { a: u32 }),
    now: schema({ structs: [...bare("s", { a: u32 }).structs, struct("t", { fields: { a: u8 } })] }),
    ...{ oldValues: [{ a: 1 }], nowValues: [{ a: 1 }] },
  },
  "a struct less": {
    ...{
      kinds: ["struct-removed"],
      old: bare("s", { a: u32 }),
      now: bare("s", {}, {}),
      oldValues: [{ a: 1 }],
      nowValues: [],
    },
    now: schema({}),
  },
  "a family more": {
    ...{ kinds: ["family-added", "struct-added"], old: schema({}), now: fam([one]), oldValues: [], nowValues: [] },
  },
  "a family less": {
    ...{ kinds: ["family-removed"], old: fam([one]), now: schema({ structs: [head] }) },
    ...{
      oldValues: [valueOne],
      nowValues: [],
      source: 'import { F } from "./index.ts";\nexport const { name } = F;\n',
    },
  },
  "a family's name": {
    kinds: ["family-renamed"],
    old: fam([one]),
    now: schema({ families: [{ ...(fam([one]).families[0] as FamilyDefinition), name: "g" }] }),
    ...{ oldValues: [valueOne], nowValues: [valueOne] },
    source: 'import { F } from "./index.ts";\nexport const { name } = F;\n',
  },
  "what a length counts": {
    ...{
      kinds: ["framing-changed"],
      old: fam([one]),
      now: fam([one], { length: { field: "len", counts: "payload" } }),
    },
    ...{ oldValues: [valueOne, valueOne], nowValues: [valueOne, valueOne] },
  },
  "where records begin": {
    ...{ kinds: ["framing-changed"], old: rec({ a: u16 }), now: rec({ a: u16 }, {}, { align: 8 }) },
    ...{ oldValues: [valueOne, valueOne], nowValues: [valueOne, valueOne] },
  },
  "a family's byte order": {
    ...{
      kinds: ["byte-order-changed"],
      old: fam([one]),
      now: fam([one], big),
      oldValues: [valueOne],
      nowValues: [valueOne],
    },
  },
  "what an image starts with": {
    kinds: ["preamble-changed"],
    old: { ...fam([one], { preamble: [v1] }), structs: [v2] },
    now: { ...fam([one], { preamble: [v2] }), structs: [v1] },
    ...{ oldValues: [valueOne], nowValues: [valueOne], preamble: {} },
  },
  "a larger limit": {
    kinds: ["limit-raised"],
    old: rec({ a: bytes() }, {}, { maxRecordSize: 64 }),
    now: rec({ a: bytes() }, {}, { maxRecordSize: 128 }),
    ...{ oldValues: r({ a: new Uint8Array(60) }), nowValues: r({ a: new Uint8Array(100) }) },
  },
  "a smaller limit": {
    kinds: ["limit-lowered"],
    old: rec({ a: bytes() }, {}, { maxRecordSize: 128 }),
    now: rec({ a: bytes() }, {}, { maxRecordSize: 64 }),
    ...{ oldValues: r({ a: new Uint8Array(100) }), nowValues: r({ a: new Uint8Array(60) }) },
  },
  "padding at the end": {
    ...{ kinds: ["size-changed"], old: rec({ a: u8 }), now: rec({ a: u8 }, { align: 8 }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1 }) },
  },
  "padding at the end of what is one behind the other": {
    ...{ kinds: ["size-changed"], old: bare("s", { a: u8 }), now: bare("s", { a: u8 }, { align: 4 }) },
    ...{ oldValues: [{ a: 1 }, { a: 2 }], nowValues: [{ a: 1 }, { a: 2 }] },
  },
  "a record that grows": {
    ...{ kinds: ["size-widened"], old: rec({ a: u32 }), now: rec({ a: u32 }, { grows: true }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1, $rest: Uint8Array.of(1) }) },
  },
  "a record that grows no more": {
    ...{ kinds: ["size-narrowed"], old: rec({ a: u32 }, { grows: true }), now: rec({ a: u32 }) },
    ...{ oldValues: r({ a: 1, $rest: Uint8Array.of(1) }), nowValues: r({ a: 1 }), source: useA("number") },
  },
  "a record that has grown as it may": {
    kinds: ["field-added"],
    old: rec({ a: u32 }, { grows: true }),
    now: rec({ a: u32, b: u32.since(12) }, { grows: true }),
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1, b: 0 }) },
  },
  "a flexible array behind": {
    ...{
      kinds: ["size-widened", "field-added", "presence-changed"],
      old: rec({ a: u32 }),
      now: rec({ a: u32, b: array(u8) }),
    },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1, b: [0] }) },
  },
  "a field in a hole": {
    kinds: ["field-added", "presence-changed"],
    ...{ old: rec({ a: u8, b: u32 }), now: rec({ a: u8, c: u8, b: u32 }) },
    ...{ oldValues: r({ a: 1, b: 2 }), nowValues: r({ a: 1, c: 3, b: 2 }) },
  },
  "a field in place of another": {
    kinds: ["field-replaced", "field-removed", "presence-changed"],
    ...{ old: rec({ a: u32 }), now: rec({ c: f32 }), oldValues: r({ a: 1 }), nowValues: r({ c: 1 }) },
  },
  "a field less": {
    kinds: ["field-removed", "presence-changed"],
    ...{ old: rec({ a: u8, c: u8, b: u32 }), now: rec({ a: u8, b: u32 }) },
    ...{ oldValues: r({ a: 1, c: 3, b: 2 }), nowValues: r({ a: 1, b: 2 }) },
  },
  "a reserved field less": {
    kinds: ["field-removed"],
    ...{ old: rec({ a: u8, c: u8.reserved(), b: u32 }), now: rec({ a: u8, b: u32 }) },
    ...{ oldValues: r({ a: 1, b: 2 }), nowValues: r({ a: 1, b: 2 }) },
  },
  "a field's name": {
    ...{ kinds: ["field-renamed"], old: rec({ a: u32 }), now: rec({ b: u32 }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ b: 1 }), renamed: { a: "b" } },
  },
  "a field's name in TypeScript": {
    ...{ kinds: ["field-renamed"], old: rec({ a: u32 }), now: rec({ a: u32.as("b") }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ b: 1 }), renamed: { a: "b" } },
  },
  "the order of fields": {
    ...{ kinds: ["field-moved"], old: rec({ a: u32, b: u32 }), now: rec({ b: u32, a: u32 }) },
    ...{ oldValues: r({ a: 1, b: 2 }), nowValues: r({ a: 1, b: 2 }) },
  },
  "bits that move": {
    ...{
      kinds: ["field-moved"],
      old: rec({ a: bits(u16, 3), b: bits(u16, 4) }),
      now: rec({ b: bits(u16, 4), a: bits(u16, 3) }),
    },
    ...{ oldValues: r({ a: 1, b: 2 }), nowValues: r({ a: 1, b: 2 }) },
  },
  "a field that is wider, into a hole": {
    kinds: ["field-resized"],
    ...{ old: rec({ a: u16, b: u32 }, {}, big), now: rec({ a: u32, b: u32 }, {}, big) },
    ...{ oldValues: r({ a: 5, b: 2 }), nowValues: r({ a: 5, b: 2 }) },
  },
  "another kind of field": {
    ...{
      kinds: ["field-retyped"],
      old: rec({ a: u32 }),
      now: rec({ a: f32 }),
      oldValues: r({ a: 1 }),
      nowValues: r({ a: 1 }),
    },
  },
  "elements of another size": {
    kinds: ["field-retyped"],
    ...{ old: rec({ a: array(u16, 2) }), now: rec({ a: array(u8, 4) }) },
    ...{ oldValues: r({ a: [1, 2] }), nowValues: r({ a: [1, 2, 3, 4] }) },
  },
  "a field's sign": {
    ...{ kinds: ["field-signed"], old: rec({ a: u32 }), now: rec({ a: s32 }) },
    ...{ oldValues: r({ a: 0xffffffff }), nowValues: r({ a: -1 }) },
  },
  "a field's byte order": {
    ...{ kinds: ["field-byte-order"], old: rec({ a: u32 }), now: rec({ a: u32.bigEndian() }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1 }) },
  },
  "a byte order that is the family's anyway": {
    ...{
      kinds: [],
      old: rec({ a: u32 }),
      now: rec({ a: u32.littleEndian() }),
      oldValues: r({ a: 1 }),
      nowValues: r({ a: 1 }),
    },
  },
  "a constant's value": {
    ...{ kinds: ["constant-changed"], old: rec({ a: u32.constant(1) }), now: rec({ a: u32.constant(2) }) },
    ...{ oldValues: r(), nowValues: r() },
  },
  "a constant": {
    ...{ kinds: ["constant-added"], old: rec({ a: u32 }), now: rec({ a: u32.constant(1) }) },
    ...{ oldValues: r({ a: 5 }), nowValues: r() },
  },
  "a constant no more": {
    ...{ kinds: ["constant-removed", "presence-changed"], old: rec({ a: u32.constant(1) }), now: rec({ a: u32 }) },
    ...{ oldValues: r(), nowValues: r({ a: 5 }) },
  },
  "another checksum": {
    kinds: ["reckoned-changed"],
    ...{
      old: rec(sum),
      now: rec({ ...sum, c: u32.checksum("crc32c") }),
      oldValues: r({ a: 1 }),
      nowValues: r({ a: 1 }),
    },
  },
  "a checksum": {
    kinds: ["reckoned-added", "presence-changed"],
    ...{ old: rec({ a: u32, c: u32 }), now: rec(sum), oldValues: r({ a: 1, c: 5 }), nowValues: r({ a: 1 }) },
  },
  "a checksum no more": {
    kinds: ["reckoned-removed", "presence-changed"],
    ...{ old: rec(sum), now: rec({ a: u32, c: u32 }), oldValues: r({ a: 1 }), nowValues: r({ a: 1, c: 0 }) },
  },
  "another count": {
    kinds: ["count-changed", "presence-changed"],
    ...{ old: rec({ n: u16, m: u16, a: array(u8, "n") }), now: rec({ n: u16, m: u16, a: array(u8, "m") }) },
    ...{ oldValues: r({ m: 9, a: [1, 2] }), nowValues: r({ n: 9, a: [1, 2] }) },
  },
  "a count": {
    kinds: ["count-added"],
    ...{ old: rec({ n: u16, a: array(u8) }), now: rec({ n: u16, a: array(u8, "n") }) },
    ...{ oldValues: r({ n: 9, a: [1, 2] }), nowValues: r({ a: [1, 2] }) },
  },
  "a count no more": {
    kinds: ["count-removed", "presence-changed"],
    ...{ old: rec({ n: u16, a: array(u8, "n") }), now: rec({ n: u16, a: array(u8) }) },
    ...{ oldValues: r({ a: [1, 2] }), nowValues: r({ n: 9, a: [1, 2] }) },
  },
  "padding of a part": {
    kinds: ["padding-changed"],
    old: rec({ n: u32 }, { parts: { a: bytes("n").padded(4), z: u8 } }),
    now: rec({ n: u32 }, { parts: { a: bytes("n").padded(8), z: u8 } }),
    ...{ oldValues: r({ a: Uint8Array.of(1), z: 2 }), nowValues: r({ a: Uint8Array.of(1), z: 2 }) },
  },
  "a part in front of another": {
    kinds: ["size-changed", "field-replaced", "presence-changed", "field-moved"],
    ...{ old: rec({ n: u32 }, { parts: { z: u32 } }), now: rec({ n: u32 }, { parts: { y: u32, z: u32 } }) },
    ...{ oldValues: r({ n: 1, z: 2 }), nowValues: r({ n: 1, y: 3, z: 2 }) },
  },
  "a field that is there later": {
    kinds: ["since-later"],
    ...{
      old: since(10),
      now: since(12),
      oldValues: r({ a: 1, b: 2 }),
      nowValues: r({ a: 1, b: 2, c: 3 }),
      source: useA("number"),
    },
  },
  "a field that is there earlier": {
    kinds: ["since-earlier"],
    ...{
      old: since(12),
      now: since(10),
      oldValues: r({ a: 1, b: 2, c: 3 }),
      nowValues: r({ a: 1, b: 2 }),
      source: useA("number"),
    },
  },
  "reserved no more": {
    kinds: ["reserved-to-value", "presence-changed"],
    ...{
      old: rec({ a: u8, b: u8.reserved() }),
      now: rec({ a: u8, b: u8 }),
      oldValues: r({ a: 1 }),
      nowValues: r({ a: 1, b: 2 }),
    },
  },
  reserved: {
    kinds: ["value-to-reserved", "presence-changed"],
    ...{
      old: rec({ a: u8, b: u8 }),
      now: rec({ a: u8, b: u8.reserved() }),
      oldValues: r({ a: 1, b: 2 }),
      nowValues: r({ a: 1 }),
    },
  },
  "another tag": {
    ...{ kinds: ["tag-changed"], old: rec(choice({ n: 1, s: 2 })), now: rec(choice({ n: 2, s: 1 })), source: useKind },
    ...{ oldValues: r({ kind: 1, u: { $member: "n", n: 9 } }), nowValues: r({ kind: 2, u: { $member: "n", n: 9 } }) },
  },
  "a tag": {
    ...{ kinds: ["tag-added"], old: rec(choice(undefined)), now: rec(choice({ n: 1, s: 2 })) },
    ...{ oldValues: r({ kind: 1, u: { n: 9 } }), nowValues: r({ kind: 1, u: { $member: "n", n: 9 } }) },
    renamed: { "u.s": "u.n" },
  },
  "a tag no more": {
    ...{
      kinds: ["tag-removed"],
      old: rec({ ...choice({ n: 1, s: 2 }), w: choice({ n: 1, s: 2 }).u }),
      now: rec({ ...choice(undefined), w: choice({ n: 1, s: 2 }).u }),
      source: useChoice,
    },
    oldValues: r({ kind: 1, u: { $member: "n", n: 9 }, w: { $member: "n", n: 8 } }),
    nowValues: r({ kind: 1, u: { n: 9 }, w: { $member: "n", n: 8 } }),
    renamed: { "u.n": "u.s" },
  },
  "a field that may be absent": {
    kinds: ["size-widened", "presence-changed"],
    ...{ old: rec({ a: u32, b: u32 }), now: rec({ a: u32, b: u32.since(12) }, { grows: true }) },
    ...{ oldValues: r({ a: 1, b: 2 }), nowValues: r({ a: 1 }) },
  },
  "numbers that are bigints": {
    kinds: ["value-changed"],
    ...{ old: rec({ a: u32 }, {}, { abi: "i386" }), now: rec({ a: ulong }, {}, { abi: "i386" }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1n }) },
  },
  "an enumeration": {
    ...{ kinds: ["enumeration-added"], old: rec({ a: u32 }), now: named({ RED: 1 }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1 }) },
  },
  "an enumeration no more": {
    ...{ kinds: ["enumeration-removed"], old: named({ RED: 1 }), now: rec({ a: u32 }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1 }) },
  },
  "a name more": {
    ...{ kinds: ["name-added"], old: named({ RED: 1 }), now: named({ RED: 1, BLUE: 2 }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 2 }) },
  },
  "a name less": {
    ...{ kinds: ["name-removed"], old: named({ RED: 1, BLUE: 2 }), now: named({ RED: 1 }) },
    ...{ oldValues: r({ a: 2 }), nowValues: r({ a: 1 }) },
  },
  "another name of a value": {
    ...{ kinds: ["name-renamed"], old: named({ RED: 1 }), now: named({ CRIMSON: 1 }), renamed: { RED: "CRIMSON" } },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1 }) },
  },
  "another value of a name": {
    ...{ kinds: ["name-renumbered"], old: named({ RED: 1, BLUE: 2 }), now: named({ RED: 2, BLUE: 1 }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 2 }) },
  },
  docs: {
    kinds: [],
    ...{ old: rec({ a: u32 }), now: rec({ a: u32.hex().doc("Something.") }, { doc: "All." }) },
    ...{ oldValues: r({ a: 1 }), nowValues: r({ a: 1 }) },
  },
};

/** Source that reads a field. */
function useA(type: string): string {
  return `import { R } from "./index.ts";\nexport const a: ${type} = R.decode(new Uint8Array()).a;\n`;
}
