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
import type { Field, StructDefinition } from "../../schema/dsl/types.ts";
import { checkSchema, describeSchemaFault } from "../../src/layout/index.ts";
import { runs } from "../support/all-runs.ts";

// What a schema file exports is whatever its author wrote: it is looked at here as JavaScript sees it.

function messages(definitions: unknown): string[] {
  return checkSchema(definitions as never).map((fault) => describeSchemaFault({ ...fault, file: undefined }));
}

function structWith(fields: unknown): unknown {
  return { families: [], structs: [{ kind: "struct", name: "s", fields, packed: false }] };
}

describe("what is no definition or field", () => {
  test.each<[given: unknown, ...messages: string[]]>([
    [{ families: [], structs: [u32] }, "schema.structs: an object is not a struct; make it with struct(…)"],
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
      { families: [{ ...ckpt, header: null }], structs: [] },
      "ckpt.header: null is not a struct; make it with struct(…)",
    ],
    [
      { families: [{ ...ckpt, records: [...ckpt.records, { kind: "struct" }] }], structs: [] },
      'ckpt.records: "struct" is not a record; make it with record(…)',
    ],
  ])("%#", (given, ...expected) => {
    expect(messages(given)).toEqual(expected);
  });

  const long = "x".repeat(40);

  test.each<[given: unknown, shown: string]>([
    [long, `"${long}"`],
    [`${long}y`, `"${long}…"`],
    [8n, "8n"],
    [Symbol("x"), "a symbol"],
    [() => 8, "a function"],
    [null, "null"],
    [[8], "an array"],
    [{}, "an object"],
    [u8.facts.type, '"integer"'],
  ])("is shown in a few words: %#", (given, shown) => {
    expect(messages({ families: [], structs: [given] })).toEqual([
      `schema.structs: ${shown} is not a struct; make it with struct(…)`,
    ]);
  });
});

describe("structs without an end", () => {
  function arrays(levels: number): Field {
    return levels === 0 ? u8 : array(arrays(levels - 1), 1);
  }

  test("as many levels as C promises, and no more", () => {
    expect(messages(structWith({ a: arrays(62) }))).toEqual([]);
    expect(messages(structWith({ a: arrays(63) }))).toEqual(["s: nests more than 63 levels deep; nest less deep"]);
  });

  test("as many members as a struct can have, and no more", () => {
    const inner = struct("inner", { fields: Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`m${i}`, u8])) });
    const full = Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`f${i}`, nested(inner)]));
    const rest = Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`r${i}`, u8]));
    const fitting = { ...full, ...rest };
    expect(messages(structWith({ ...fitting, last: u8 }))).toEqual([]);
    expect(messages(structWith({ ...fitting, last: u8, more: u8 }))).toEqual([
      "s: has more than 65536 members in all; hold fewer or smaller structs",
    ]);
  });

  test("one that holds itself", () => {
    const s = { kind: "struct", name: "s", fields: {} as Record<string, unknown>, packed: false };
    s.fields.next = { facts: { type: { kind: "struct", struct: s, anonymous: false } } };
    expect(messages({ families: [], structs: [s] })).toEqual(["s: nests more than 63 levels deep; nest less deep"]);
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
  // Where it was written, a definition says by itself.
  const places = pathsIn(everything).filter((path) => !path.includes("definedIn"));
  const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true, withMap: true });
  const other = fc.constantFrom(...places).map((path) => valueAt(everything, path));
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.oneof(anything, other), (path, value) => {
      const families = [replaceAt(everything, path, value)];
      for (const fault of checkSchema({ families, structs: [] } as never)) {
        expect(describeSchemaFault(fault)).toMatch(/^.+: .+; .+$/);
      }
    }),
    runs(3000),
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

describe("enumerations that nothing uses", () => {
  test.each<[given: unknown, message: string]>([
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
