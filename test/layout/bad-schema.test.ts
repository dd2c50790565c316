import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ckpt } from "../../schema/ckpt/index.ts";
import {
  anonymousUnion,
  array,
  bits,
  bytes,
  enumeration,
  family,
  nested,
  padding,
  record,
  struct,
  u8,
  u32,
  union,
} from "../../schema/dsl/index.ts";
import type { StructDefinition } from "../../schema/dsl/types.ts";
import { checkSchema, describeSchemaFault } from "../../src/layout/index.ts";

// What a schema file exports is whatever its author wrote: it is looked at here as JavaScript sees it.

function messages(definitions: unknown): string[] {
  return checkSchema(definitions as never).map((fault) => describeSchemaFault({ ...fault, file: undefined }));
}

function structWith(fields: unknown): unknown {
  return { families: [], structs: [{ kind: "struct", name: "s", fields, packed: false }] };
}

describe("values of a wrong type", () => {
  test.each<[given: unknown, ...messages: string[]]>([
    [
      undefined,
      "schema.families: is undefined; give an array without gaps",
      "schema.structs: is undefined; give an array without gaps",
    ],
    [{ families: 3, structs: [] }, "schema.families: is 3; give an array without gaps"],
    [{ families: [null], structs: [] }, "family: null is not a family; make it with family(…)"],
    [{ families: [], structs: [u32] }, "structs: an object is not a struct; make it with struct(…)"],
    [structWith(undefined), "s: its fields is undefined; give an object"],
    [
      structWith({ a: undefined }),
      "s.a: undefined is not a field; use one of the vocabulary: u32, array(…), nested(…)",
    ],
    [structWith({ a: "u32" }), 's.a: "u32" is not a field; use one of the vocabulary: u32, array(…), nested(…)'],
    [structWith({ a: array }), "s.a: a function is not a field; use one of the vocabulary: u32, array(…), nested(…)"],
    [
      structWith({ a: { facts: { type: { kind: "toString" } } } }),
      "s.a: an object is not a field; use one of the vocabulary: u32, array(…), nested(…)",
    ],
    [
      structWith({ a: { facts: { type: { kind: "integer", size: 3, signed: 1 }, align: "8" } } }),
      's.a: its align is "8"; give a number, or leave it out',
      "s.a: its size is 3; give 1 or 2 or 4 or 8",
      "s.a: its signed is 1; give true or false",
    ],
    [
      structWith({ a: { facts: { type: { kind: "struct", struct: u32, anonymous: false } } } }),
      "s.a: an object is not a struct; make it with struct(…)",
    ],
    [
      { families: [{ ...ckpt, header: null, align: "8" }], structs: [] },
      'ckpt: its align is "8"; give a number',
      "ckpt.header: null is not a struct; make it with struct(…)",
    ],
    [
      { families: [{ ...ckpt, records: [...ckpt.records, { kind: "struct" }] }], structs: [] },
      'ckpt.records: "struct" is not a record; make it with record(…)',
    ],
  ])("%#", (given, ...expected) => {
    expect(messages(given)).toEqual(expected);
  });
});

describe("structs without an end", () => {
  test("one that holds itself", () => {
    const s = { kind: "struct", name: "s", fields: {} as Record<string, unknown>, packed: false };
    s.fields.next = { facts: { type: { kind: "struct", struct: s, anonymous: false } } };
    expect(messages({ families: [], structs: [s] })).toEqual([
      "s.next: is a struct that holds itself; hold a pointer to it instead",
    ]);
  });

  test("an array of itself", () => {
    const a: { facts: { type: unknown } } = { facts: { type: undefined } };
    a.facts.type = { kind: "array", element: a, length: 2, as: "list" };
    expect(messages(structWith({ a }))).toEqual(["s: nests more than 63 levels deep; nest less deep"]);
  });

  test("too many levels, met from either end", () => {
    const chain: StructDefinition[] = [struct("s0", { fields: { a: u8 } })];
    for (let level = 1; level <= 100; level++) {
      chain.push(struct(`s${level}`, { fields: { a: nested(chain[level - 1]!) } }));
    }
    const cure = "nests more than 63 levels deep; nest less deep";
    expect(messages({ families: [], structs: chain })).toEqual([`s63: ${cure}`]);
    expect(messages({ families: [], structs: chain.toReversed() })).toEqual([`s37: ${cure}`]);
  });

  test("a few lines that make millions of members", () => {
    let s: StructDefinition = struct("s0", { fields: { a: u8, b: u8 } });
    for (let level = 1; level <= 40; level++) s = struct(`s${level}`, { fields: { a: nested(s), b: nested(s) } });
    expect(messages({ families: [], structs: [s] })).toEqual([
      "s15: has more than 65536 members in all; hold fewer or smaller structs",
    ]);
  });
});

const everything = family("all", {
  header: struct("hdr", { fields: { type: u32, len: u32 } }),
  member: "h",
  type: "type",
  types: enumeration("kinds", { ONE: 1, BIG: 2n }),
  length: { field: "len" },
  byteOrder: { record: "one", field: "magic" },
  records: [
    record("one", {
      type: 1,
      align: 8,
      fields: {
        magic: u32.constant(7),
        kind: u8,
        flags: bits(u8, 3).enum(enumeration("kinds", { ONE: 1, BIG: 2n })),
        "": padding(u8, 0),
        of: union({ a: u32, b: nested({ c: u8 }) }, { tag: { field: "kind", members: { a: 1, b: 2 } } }),
        lifted: anonymousUnion({ x: u8, y: u8 }),
        n: u32,
        list: array(nested({ c: u8 }), "n"),
      },
    }),
    record("two", { type: { TWO: 3 }, header: "h", fields: {} }),
  ],
});

test("anything anywhere in a schema is reported or harmless, never thrown", () => {
  const places = pathsIn(everything);
  const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true });
  const other = fc.constantFrom(...places).map((path) => valueAt(everything, path));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.oneof(anything, other), (path, value) => {
      const families = [replaceAt(everything, path, value)];
      for (const fault of checkSchema({ families, structs: [] } as never)) {
        expect(describeSchemaFault(fault)).toMatch(/^.+: .+; .+$/);
      }
    }),
    { numRuns: 3000 },
  );
});

type Path = readonly string[];

function pathsIn(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner).map((path) => [key, ...path]))];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown>)[key], value);
}

function replaceAt(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, unknown>)[key] = replaceAt((copy as Record<string, unknown>)[key], rest, by);
  return copy;
}

describe("arrays with nothing in them", () => {
  test.each<[given: unknown, message: string]>([
    [{ families: [], structs: Array(3) }, "schema.structs: is an array; give an array without gaps"],
    [{ families: [], structs: Array(2 ** 32 - 1) }, "schema.structs: is an array; give an array without gaps"],
    [
      { families: [{ ...ckpt, records: Array(2 ** 32 - 1) }], structs: [] },
      "ckpt: its records is an array; give an array without gaps",
    ],
    [
      { families: [], structs: [], enumerations: [{ kind: "enumeration", name: "e", members: Array(1) }] },
      'e: "enumeration" is not an enumeration; make it with enumeration(…)',
    ],
  ])("%#", (given, message) => {
    expect(messages(given)).toContain(message);
  });
});

describe("enumerations that nothing uses", () => {
  test.each<[given: unknown, message: string]>([
    [undefined, "enumeration: undefined is not an enumeration; make it with enumeration(…)"],
    [
      enumeration("e", { 'x: 1, [(() => { throw "run" })()]': 1 }).$enumeration,
      "is not a C identifier; use letters, digits and _, no digit first",
    ],
    [enumeration("e", { A: 0.5 }).$enumeration, "e.A: its value 0.5 is not an exact integer"],
  ])("%#", (given, message) => {
    expect(messages({ families: [], structs: [], enumerations: [given] }).join("\n")).toContain(message);
  });
});

test("a record that cannot be laid out does not keep others of its type from being", () => {
  const bad = record("bad", {
    type: 1,
    when: { field: "", values: [3] },
    fields: { a: array(bits(u8, 3) as never, 2) },
  });
  const good = record("good", { type: 1, fields: { a: u8 } });
  const one = family("f", {
    header: struct("hdr", { fields: { type: u32 } }),
    ...{ member: "h", type: "type", byteOrder: "little", records: [bad, good] },
  });
  expect(messages({ families: [one], structs: [] })).toContain(
    "bad.a: is an array of bit fields; use an array of integers",
  );
});

describe("elements of no bytes", () => {
  const none = array(u8, 0);
  const complaint = /has elements of no bytes; give them a field, or leave the array out$/;

  test.each([
    [{ a: array(none, 2 ** 40) }],
    [{ a: array(array(none, 2 ** 20), 2 ** 20) }],
    [{ a: array(nested({ b: array(none, 200) }), 200) }],
    [{ a: array(nested({ x: u8, b: array(none, 1) }), 1) }],
    [{ a: array(nested({}), 1) }],
  ])("%#", (fields) => {
    const found = messages({ families: [], structs: [struct("s", { fields: fields as never })] });
    expect(found.some((message) => complaint.test(message))).toBe(true);
  });

  test("a member may have none", () => {
    const fields = { a: none, b: nested({}), c: bytes(0) };
    expect(messages({ families: [], structs: [struct("s", { fields })] })).toEqual([]);
  });
});

test("a fault is one printable line, whatever names it holds", () => {
  expect(messages({ families: [], structs: [struct("s\n\u202e\x1b[31m", { fields: { a: u8 } })] })).toEqual([
    's\\x0a\\u{202e}\\x1b[31m: "s\\n\\u{202e}\\u001b[31m" is not a C identifier; use letters, digits and _, no digit first',
  ]);
});
