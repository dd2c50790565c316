import { describe, expect, test } from "vitest";
import { array, enumeration, family, nested, record, struct, u8, u16, u32 } from "../../schema/dsl/index.ts";
import type { Field, Fields } from "../../schema/dsl/types.ts";
import { checkSchema, describeSchemaFault } from "../../src/layout/index.ts";

// Each property of a schema is looked at, whatever JavaScript put there.

function messages(definitions: unknown): string[] {
  return checkSchema(definitions as never).map((fault) => describeSchemaFault({ ...fault, file: undefined }));
}

function ofField(type: object, facts: object = {}): string[] {
  const fields = { a: { facts: { type, ...facts } } } as unknown as Fields;
  return messages({ families: [], structs: [struct("s", { fields })] });
}

const integer = { kind: "integer", size: 1, signed: false };
const noField = "an object is not a field; use one of the vocabulary: u32, array(…), nested(…)";

describe("types", () => {
  test.each<[type: object, ...messages: string[]]>([
    [integer],
    [{ kind: ["integer"], size: 1, signed: false }, `s.a: ${noField}`],
    [{ kind: "float", size: 2 }, "s.a: its size is 2; give 4 or 8"],
    [{ kind: "long", signed: 1 }, "s.a: its signed is 1; give true or false"],
    [
      { kind: "array", element: u8, length: "2", as: "text" },
      's.a: its length is "2"; give a number',
      's.a: its as is "text"; give "list" or "bytes" or "string"',
    ],
    [
      { kind: "flexible", element: u8, count: 3, as: "text" },
      "s.a: its count is 3; give a text, or leave it out",
      's.a: its as is "text"; give "list" or "bytes" or "string"',
    ],
    [
      { kind: "array", element: { facts: { type: { kind: "long", signed: 1 } } }, length: 2, as: "list" },
      "s.a[]: its signed is 1; give true or false",
    ],
    [{ kind: "struct", struct: struct("t", { fields: {} }) }, "s.a: its anonymous is undefined; give true or false"],
    [
      { kind: "union", union: { ...struct("t", { fields: {} }), kind: "union" } },
      "s.a: its anonymous is undefined; give true or false",
    ],
    [
      { kind: "struct", struct: { ...struct("t", { fields: {} }), name: 3 }, anonymous: false },
      "s.a: its name is 3; give a text",
    ],
    [
      {
        kind: "union",
        union: { ...struct("t", { fields: {} }), kind: "union", tag: { field: "t", members: [] } },
        anonymous: false,
      },
      "t: its tag is an object; give the tag's field, and its value for each member, or leave it out",
    ],
  ])("%#", (type, ...expected) => {
    expect(ofField(type)).toEqual(expected);
  });
});

describe("enumerations", () => {
  test.each([
    [3, "3"],
    [{ ...enumeration("e", { A: 1 }).$enumeration, kind: "enum" }, '"enum"'],
    [{ ...enumeration("e", { A: 1 }).$enumeration, members: [{ name: "A", value: "1" }] }, '"enumeration"'],
  ])("%#", (given, shown) => {
    expect(ofField(integer, { enumeration: given })).toEqual([
      `s.a: its enumeration is ${shown}; give an enumeration, or leave it out`,
    ]);
  });
});

const hdr = struct("hdr", { fields: { type: u16, len: u16 } });
const r = record("r", { type: 1, fields: { a: u32.constant(7) } });
const fam = family("f", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [r] });

function withRecord(given: object): string[] {
  return messages({ families: [{ ...fam, records: [{ ...r, ...given }] }], structs: [] });
}

describe("records", () => {
  const followers =
    'its followers is an array; give a list of followers, each with a name, a record, and "text" or a struct';
  const when = "its when is an object; give a field and its values, or leave it out";
  const type = "give a number, or one name with its number, or leave it out";
  const item = struct("item", { fields: {} });

  test.each<[given: object, ...messages: string[]]>([
    [{ length: "offset" }],
    [record("r", { type: { A: 1, B: 2 }, fields: {} }), `r: its type is an object; ${type}`],
    [record("r", { type: {}, fields: {} }), `r: its type is an object; ${type}`],
    [record("r", { type: [1, 2] as never, fields: {} }), `r: its type is an array; ${type}`],
    [{ type: "1" }, `r: its type is "1"; ${type}`],
    [{ length: "all" }, 'r: its length is "all"; give "sizeof" or "offset"'],
    [{ when: { field: "a", values: [1] }, fields: { a: u32 } }],
    [{ when: { field: 1, values: [1] } }, `r: ${when}`],
    [{ when: { field: "a", values: ["1"] } }, `r: ${when}`],
    [{ when: { field: "a", values: 1 } }, `r: ${when}`],
    [
      { followers: 3 },
      'r: its followers is 3; give a list of followers, each with a name, a record, and "text" or a struct',
    ],
    [{ followers: [{ name: "n", record: "r", as: item }] }],
    [{ followers: [{ name: 1, record: "r", as: item }] }, `r: ${followers}`],
    [{ followers: [{ name: "n", record: 1, as: item }] }, `r: ${followers}`],
    [{ followers: [{ name: "n", record: "r", as: "bytes" }] }, `r: ${followers}`],
    [{ followers: [{ name: "n", record: "r", as: {} }] }, `r: ${followers}`],
    [{ followers: [{ name: "n", record: "r", as: { kind: "struct" } }] }, `r: ${followers}`],
    [{ followers: [{ name: "n", record: "r", as: { kind: "union", name: "u" } }] }, `r: ${followers}`],
  ])("%#", (given, ...expected) => {
    expect(withRecord(given)).toEqual(expected);
  });
});

describe("families", () => {
  const order = 'give "little" or "big" or the record and field that tell it';

  test.each<[given: object, ...messages: string[]]>([
    [{ byteOrder: "big" }],
    [{ byteOrder: { record: "r", field: "a" } }],
    [{ byteOrder: { record: "r" } }, `f: its byteOrder is an object; ${order}`],
    [{ byteOrder: { field: "a" } }, `f: its byteOrder is an object; ${order}`],
    [{ byteOrder: "middle" }, `f: its byteOrder is "middle"; ${order}`],
    [{ length: "len" }, 'f: its length is "len"; give a length, or leave it out'],
    [{ records: 3 }, "f: its records is 3; give an array without gaps"],
    [
      { byteOrder: { record: "q", field: "a" }, records: [r, { kind: "struct" }] },
      'f.records: "struct" is not a record; make it with record(…)',
    ],
  ])("%#", (given, ...expected) => {
    expect(messages({ families: [{ ...fam, ...given }], structs: [] })).toEqual(expected);
  });
});

test("a list of enumerations that is none", () => {
  expect(messages({ families: [], structs: [], enumerations: 3 })).toEqual([
    "schema.enumerations: is 3; give an array without gaps",
  ]);
});

describe("limits", () => {
  function arrays(levels: number): Field {
    return levels === 0 ? u8 : array(arrays(levels - 1), 1);
  }

  test("as many levels as C promises, and no more", () => {
    expect(messages({ families: [], structs: [struct("s", { fields: { a: arrays(62) } })] })).toEqual([]);
    expect(messages({ families: [], structs: [struct("s", { fields: { a: arrays(63) } })] })).toEqual([
      "s: nests more than 63 levels deep; nest less deep",
    ]);
  });

  test("as many members as a struct can have, and no more", () => {
    const inner = struct("inner", { fields: Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`m${i}`, u8])) });
    const full = Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`f${i}`, nested(inner)]));
    const rest = Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`r${i}`, u8]));
    const fitting = { ...full, ...rest };
    expect(messages({ families: [], structs: [struct("s", { fields: fitting })] })).toEqual([]);
    expect(messages({ families: [], structs: [struct("s", { fields: { ...fitting, more: u8 } })] })).toEqual([
      "s: has more than 65536 members in all; hold fewer or smaller structs",
    ]);
  });
});
