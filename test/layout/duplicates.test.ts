import { describe, expect, test } from "vitest";
import { anonymous, f64, family, nested, record, struct, u8, u16, u64, union } from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { hdr, messagesOf, messagesOfFamily, messagesOfStructs } from "./fault-messages.ts";

const file = import.meta.filename;
const sameName = (name: string, kind = "struct") =>
  `${name}: another ${kind} of that name is defined in ${file}; rename one of them`;

/** A struct s of such fields. */
function s(fields: Fields) {
  return struct("s", { fields });
}

const holder = (inner: Fields) => struct("holder", { fields: { a: nested(struct("inner", { fields: inner })) } });
const holderOfUnion = (inner: Fields) => struct("holder", { fields: { a: union(inner, { name: "inner" }) } });

const lifting = (fields: Fields) => s({ struct: anonymous(fields) });
const tagged = (members: { [member: string]: number }) =>
  struct("holder", {
    fields: { t: u8, a: union({ a: u8, doc: u8 }, { name: "inner", tag: { field: "t", members } }) },
  });

describe("structs of one name", () => {
  test.each<[what: string, structs: unknown[], ...messages: string[]]>([
    ["the same documented otherwise", [s({ a: u8 }), struct("s", { doc: "Holds a.", fields: { a: u8.doc("It.") } })]],
    ["the same from another file", [s({ a: u8 }), { ...s({ a: u8 }), definedIn: "other.ts" }]],
    ["another constant", [s({ a: u64.constant(1n) }), s({ a: u64.constant(2n) })], sameName("s")],
    ["another infinite constant", [s({ a: f64.constant(1 / 0) }), s({ a: f64.constant(-1 / 0) })], sameName("s")],
    ["a constant of another sign", [s({ a: f64.constant(0) }), s({ a: f64.constant(-0) })], sameName("s")],
    ["another member doc", [holder({ doc: u8 }), holder({ doc: u64 })], sameName("inner")],
    ["another member definedIn", [holder({ definedIn: u8 }), holder({ definedIn: u64 })], sameName("inner")],
    ["other members to lift under the key struct", [lifting({ a: u8 }), lifting({ b: u8 })], sameName("s")],
    [
      "another member doc of a union",
      [holderOfUnion({ doc: u8 }), holderOfUnion({ doc: u64 })],
      sameName("inner", "union"),
    ],
    ["another tag of a member doc", [tagged({ a: 2, doc: 1 }), tagged({ a: 2, doc: 3 })], sameName("inner", "union")],
    ["the same around another one", [holder({ a: u8 }), holder({ a: u16 })], sameName("inner")],
    [
      "the same around another union",
      [holderOfUnion({ a: u8 }), holderOfUnion({ a: u16 })],
      sameName("inner", "union"),
    ],
    ["another one without a name inside", [s({ x: nested({ a: u8 }) }), s({ x: nested({ a: u16 }) })], sameName("s")],
    ["other members to lift", [s({ x: anonymous({ a: u8 }) }), s({ x: anonymous({ b: u8 }) })], sameName("s")],
    [
      "a union of the same members",
      [struct("t", { fields: { u: union({ a: u8 }, { name: "s" }) } }), s({ a: u8 })],
      sameName("s", "union"),
    ],
    [
      "where nothing says which file it is",
      [
        { ...s({ a: u8 }), definedIn: undefined },
        { ...s({ a: u16 }), definedIn: undefined },
      ],
      "s: another struct of that name is defined; rename one of them",
    ],
    [
      "the first is what others are compared with",
      [
        { ...s({ a: u8 }), definedIn: "one.ts" },
        { ...s({ a: u16 }), definedIn: "two.ts" },
        { ...s({ a: u64 }), definedIn: "three.ts" },
        { ...s({ a: u8 }), definedIn: "four.ts" },
      ],
      "s: another struct of that name is defined in one.ts; rename one of them",
      "s: another struct of that name is defined in one.ts; rename one of them",
    ],
  ])("%s", (_, structs, ...messages) => {
    expect(messagesOfStructs(...structs)).toEqual(messages);
  });
});

describe("records of one name", () => {
  const r = (type: number, fields: Fields = { a: u8 }) => record("r", { type, fields });
  const rStruct = (fields: Fields, packed = false) => struct("r", { fields, packed });

  test("are two, even where they say the same", () => {
    expect(messagesOfFamily({}, r(1), r(2))).toEqual([sameName("r", "record")]);
    expect(messagesOfFamily({}, r(1), r(1))).toContain(sameName("r", "record"));
  });

  test.each<[what: string, held: ReturnType<typeof rStruct>, ...messages: string[]]>([
    ["may be held as a struct", rStruct({ a: u8 })],
    ["differ from a struct of other fields", rStruct({ a: u16 }), sameName("r", "record")],
    ["differ from a packed struct", rStruct({ a: u8 }, true), sameName("r", "record")],
  ])("%s", (_, held, ...messages) => {
    const given = { header: hdr, member: "h", type: "type", byteOrder: "little" } as const;
    const fam = family("fam", { ...given, records: [r(1)] });
    expect(messagesOf({ families: [fam], structs: [held] })).toEqual(messages);
    const before = family("fam", { ...given, records: [record("p", { type: 2, fields: { x: nested(held) } }), r(1)] });
    expect(messagesOf({ families: [before], structs: [] })).toEqual(
      messages.map((message) => message.replace("another record", "another struct")),
    );
  });
});

describe("structs that followers carry", () => {
  const item = (fields: Fields) => struct("item", { fields });
  const followedBy = (name: string, type: number, as: ReturnType<typeof item>, fields: Fields = {}) =>
    record(name, { type, followers: [{ name: "items", record: "q", as }], fields });

  test.each<[what: string, one: Fields, other: Fields, ...messages: string[]]>([
    ["may be two of one name that say the same", { a: u8 }, { a: u8 }],
    ["are told from each other", { a: u8 }, { b: u16 }, sameName("item")],
  ])("%s", (_, one, other, ...messages) => {
    const q = followedBy("q", 2, item(other));
    expect(messagesOfFamily({}, followedBy("p", 1, item(one)), q)).toEqual(messages);
    expect(messagesOfFamily({}, followedBy("q", 1, item(one), { a: nested(item(other)) }))).toEqual(messages);
  });

  test("have the faults that others have", () => {
    expect(messagesOfFamily({}, followedBy("q", 1, item({ a: u8.constant(256) })))).toEqual([
      "item.a: its constant 256 does not fit u8; give a value from 0 to 255",
    ]);
  });
});

test("families of one name are two, even where they say the same", () => {
  const fam = () => family("fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [] });
  expect(messagesOf({ families: [fam(), fam()], structs: [] })).toEqual([sameName("fam", "family")]);
});

test("one definition may be given twice", () => {
  const fam = family("fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [] });
  const one = s({ a: u8 });
  expect(messagesOf({ families: [fam, fam], structs: [one, one, hdr] })).toEqual([]);
});
