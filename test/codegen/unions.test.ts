import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  anonymousUnion,
  array,
  type Fields,
  nested,
  padding,
  type StructDefinition,
  struct,
  type UnionDefinition,
  u8,
  u16,
  u32,
  union,
} from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { fromJSON, toJSON } from "../../src/inspect/index.ts";
import type { AnyCodec, OrderedCodec } from "../../src/wire/index.ts";
import { pairsOf } from "../dynamic/pairs.ts";
import { generateHere } from "../fuzz/generate-here.ts";
import { generateFrom } from "../support/generate-from.ts";
import { structsIn, unionsIn } from "./fixtures/unions.ts";

const made = await generateFrom(new URL("fixtures/unions.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));

type Value = { readonly [field: string]: unknown };

const codecs = pairsOf(made, [], ["floats", "around", "deep", "word", "words"]).flatMap(
  ({ name, codecs: [generated, dynamic] }) => [[name, generated] as const, [`${name} at run time`, dynamic] as const],
);

function codecsOf(name: string) {
  return codecs.filter(([, codec]) => codec.name === name);
}

describe.each(codecsOf("floats"))("%s", (_, codec) => {
  const nan = [0x7f, 0x80, 0x00, 0x01];
  const other = [0xff, 0xc1, 0x23, 0x45];
  const inOrder = (word: readonly number[]) => (codec.byteOrder === "little" ? word.toReversed() : word);
  const bytes = Uint8Array.from([...inOrder(nan), ...inOrder(other), ...inOrder([0, 0, 0, 7])]);

  test("of a number that is NaN, the member that gives its bits says which NaN", () => {
    const value = codec.decode(bytes) as Value;
    expect(value).toEqual({
      f: Number.NaN,
      n: 0x7f800001,
      g: Number.NaN,
      x: 7,
      m: 0xffc12345,
      in_struct: { h: Number.NaN },
    });
    expect(codec.encode(value)).toEqual(bytes);
    expect(codec.create(value)).toEqual(value);
  });

  test("NaN alone is NaN, and bits that are no NaN do not agree with one", () => {
    const alone = codec.decode(codec.encode({ f: Number.NaN, g: Number.NaN, x: 1 })) as Value;
    expect(alone).toMatchObject({ f: Number.NaN, n: 0x7fc00000, g: Number.NaN, x: 1 });
    expect(() => codec.encode({ f: Number.NaN, n: 1, m: 0 })).toThrow(
      "floats.n: found another value, expected what f means; leave one of the two out",
    );
  });
});

describe.each(codecsOf("around"))("%s", (_, codec) => {
  test("the bytes of a union are not taken for those of one without a name in it", () => {
    const bytes = Uint8Array.of(9, 0, 0, 0, 1, 2, 3, 4);
    expect(codec.encode(codec.decode(bytes))).toEqual(bytes);
  });

  test("a view is encoded by the bytes where it stands", () => {
    const memory = Uint8Array.of(0xee, 0xee, 9, 0, 0, 0, 1, 2, 3, 4, 0xee);
    const view = codec.view(memory, 2) as unknown as { readonly u: unknown };
    expect(codec.encode(view)).toEqual(memory.slice(2, 10));
    expect(codec.encode({ before: 9, u: view.u })).toEqual(memory.slice(2, 10));
    codec.encodeInto(view, memory, 1);
    expect(memory).toEqual(Uint8Array.of(0xee, 9, 0, 0, 0, 1, 2, 3, 4, 4, 0xee));
  });
});

describe.each(codecsOf("word"))("a union by itself: %s", (_, codec) => {
  const le = codec.byteOrder === "little";
  const bytes = Uint8Array.of(1, 2, 3, 4);
  const value = {
    $bytes: bytes,
    n: le ? 0x0201 : 0x0102,
    b: Uint8Array.of(1, 2, 3),
    in_struct: { lo: 1, hi: 0x0203 },
    low: le ? 1 : 0,
    high: le ? 0 : 1,
  };

  test("it is what the union of a struct is", () => {
    expect(codec.size).toBe(4);
    expect(codec.decode(Uint8Array.of(9, 1, 2, 3, 4), 1)).toEqual(value);
    expect(codec.encode(value)).toEqual(bytes);
    expect(codec.encode({ b: Uint8Array.of(5, 6, 7) })).toEqual(Uint8Array.of(5, 6, 7, 0));
    expect(codec.sizeOf({ n: 0 })).toBe(4);
    const [around] = codecsOf("words").filter(([, { byteOrder }]) => byteOrder === codec.byteOrder);
    expect(around?.[1].decode(Uint8Array.of(9, 0, 1, 2, 3, 4))).toEqual({ count: 9, u: value });
  });

  test("what is left out of a made one is zero, or what its other members say", () => {
    expect(codec.create()).toMatchObject({ $bytes: new Uint8Array(4), n: 0 });
    expect(codec.create({ b: Uint8Array.of(1, 2, 3) })).toEqual({ ...value, $bytes: Uint8Array.of(1, 2, 3, 0) });
  });

  test("a view sees all members, is JSON, writes one, and is encoded by its bytes", () => {
    const memory = Uint8Array.of(9, 1, 2, 3, 4);
    const view = codec.view(memory, 1) as unknown as { n: number };
    const { $bytes: _, ...seen } = value;
    expect(JSON.parse(JSON.stringify(view))).toEqual({ ...seen, b: "010203" });
    expect(codec.encode(view)).toEqual(bytes);
    view.n = 0;
    expect(memory).toEqual(Uint8Array.of(9, 0, 0, 3, 4));
    expect(fromJSON(codec, toJSON(codec, value))).toEqual(value);
    expect(toJSON(codec, value)).toMatchObject({ $bytes: "01020304" });
  });

  test("what does not fit is refused under its name", () => {
    expect(() => codec.decode(bytes, 1)).toThrow("at 0x1: word takes 4 bytes, 3 are left");
    expect(() => codec.view(bytes.subarray(1))).toThrow("word takes 4 bytes, 3 are left");
    expect(() => codec.encode({})).toThrow("word.n: found nothing, expected a value for one of n, b, in_struct, low");
    expect(() => codec.encode({ n: 0x10000 })).toThrow("word.n");
    expect(() => codec.encode({ ...value, n: 5 })).toThrow("word.n: found another value, expected what $bytes hold");
    expect(() => codec.encodeInto(value, new Uint8Array(3), 0)).toThrow("word takes 4 bytes, 3 are left");
    expect(codec.check(codec.view(bytes))).toBeUndefined();
  });
});

test("a union by itself needs a name, and nothing that is around it", () => {
  const tagged = union({ a: u8, b: u16 }, { name: "tagged", tag: { field: "kind", members: { a: 1 } } });
  expect(() => dynamicStruct(union({ a: u8 }))).toThrow('union: "" is not a C identifier');
  expect(() => dynamicStruct(tagged)).toThrow('tagged: its tag "kind" is no field beside it');
  const among = union({ kind: u8, u: tagged }, { name: "among" });
  expect(() => dynamicStruct(among)).toThrow('among.u: its tag "kind" is no field beside it');
  const inside = union({ s: nested({ kind: u8, u: tagged }) }, { name: "inside" });
  const value = { $bytes: Uint8Array.of(1, 0, 7, 0), s: { kind: 1, u: { $member: "a", a: 7 } } };
  expect(dynamicStruct(inside).decode(Uint8Array.of(1, 0, 7, 0))).toEqual(value);
});

const innermost = (levels: number): unknown => (levels === 0 ? 7 : { inner: innermost(levels - 1) });

function expectDeep(codec: AnyCodec, levels: number): void {
  const bytes = codec.encode({ named: innermost(levels), unnamed: innermost(levels) });
  expect([...bytes]).toEqual(codec.byteOrder === "little" ? [7, 0, 0, 0, 7, 0, 0, 0] : [0, 0, 0, 7, 0, 0, 0, 7]);
  const nan = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0x7f]);
  for (const one of [bytes, nan]) expect(codec.encode(codec.decode(one))).toEqual(one);
}

test.each(codecsOf("deep"))("unions in one another: %s", (_, codec) => expectDeep(codec, 6));

test("work grows with unions in one another as their layouts do", { timeout: 5000 }, () => {
  const fields = { named: unionsIn(30), unnamed: structsIn(30) };
  expectDeep(dynamicStruct(struct("deep", { fields })) as AnyCodec, 30);
});

test("code does so, too", () => {
  expect(readFileSync(join(made.folder, "deep.ts"), "utf8").length).toBeLessThan(300_000);
});

async function generated(definition: StructDefinition): Promise<OrderedCodec<Value>> {
  const { S } = await generateHere({ families: [], structs: [definition], enumerations: [] });
  return S as OrderedCodec<Value>;
}

async function madeOf(definition: StructDefinition): Promise<OrderedCodec<Value>[]> {
  return [await generated(definition), dynamicStruct(definition) as OrderedCodec<Value>];
}

describe("a view of a union in a union", () => {
  const inner = union({ x: u32, y: u8 });
  const holder = nested({ z: u16, w: union({ i: u8, j: u8 }) });

  test.each<[what: string, members: Fields]>([
    ["a union", { a: inner, b: u32 }],
    ["a struct that holds one", { a: holder, b: u32 }],
    ["a list of unions", { a: array(union({ x: u8 }), 4), b: u32 }],
    ["a list of structs that hold them", { a: array(holder, 1), b: u32 }],
    ["a union with a name in one without", { _: anonymousUnion({ a: inner, c: u16 }), b: u32 }],
  ])("is encoded by its own bytes: %s", async (_, members) => {
    const unnamed = struct("s", { fields: { k: u32, _u: anonymousUnion(members) } });
    const named = struct("s", { fields: { k: u32, u: union(members) } });
    const memory = Uint8Array.of(0xee, 0xee, 9, 0, 0, 0, 7, 6, 5, 4, 0xee);
    const bytes = memory.slice(2, 10);
    for (const codec of await madeOf(unnamed)) {
      const view = codec.view(memory, 2) as unknown as Value;
      expect(codec.encode(view)).toEqual(bytes);
      expect(codec.encode({ k: 9, a: view.a, b: 0x04050607 })).toEqual(bytes);
      expect(() => codec.encode({ k: 9, a: view.a, b: 0x04050608 })).toThrow("found another value, expected what");
    }
    for (const codec of await madeOf(named)) {
      const view = codec.view(memory, 2) as unknown as { readonly u: Value };
      const { u } = codec.decode(bytes) as { readonly u: Value };
      expect(codec.encode({ k: 9, u: { ...u, a: view.u.a } })).toEqual(bytes);
      expect(codec.encode({ k: 9, u: { a: view.u.a, b: 0x04050607 } })).toEqual(bytes);
      expect(() => codec.encode({ k: 9, u: { a: view.u.a, b: 8 } })).toThrow("found another value, expected what");
    }
  });

  test.each([1, 2, 3])("is encoded by its own bytes: a tagged union of tag %i", async (t) => {
    const tagged = nested({ t: u32, u: union({ x: u32, y: u32 }, { tag: { field: "t", members: { x: 1, y: 2 } } }) });
    const codec = await generated(struct("s", { fields: { _u: anonymousUnion({ a: tagged, b: array(u32, 2) }) } }));
    const memory = Uint8Array.of(0xee, t, 0, 0, 0, 7, 6, 5, 4, 0xee);
    const view = codec.view(memory, 1) as unknown as Value;
    expect(codec.encode(view)).toEqual(memory.slice(1, 9));
    expect(() => codec.encode({ a: view.a, b: [t, 0] })).toThrow("s.b: found another value, expected what a means");
  });
});

test.each<[what: string, members: Fields]>([
  ["a reserved number", { a: u32.reserved() }],
  ["padding", { a: padding(u32, 4) }],
  ["several", { a: padding(u32, 4), b: u32.reserved(), c: nested({ d: padding(u16, 2) }).reserved() }],
])("a union that holds nothing but what is reserved is zeros: %s", async (_, members) => {
  for (const fields of [
    { k: u32, _u: anonymousUnion(members) },
    { k: u32, u: union(members) },
  ]) {
    for (const codec of await madeOf(struct("s", { fields }))) {
      const bytes = codec.encode({ k: 9, u: {} });
      expect(bytes).toEqual(Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0));
      expect(codec.encode(codec.decode(bytes))).toEqual(bytes);
      expect(codec.encode(codec.create({ k: 9 }))).toEqual(bytes);
    }
  }
});

const oneNumber = struct("s", { fields: { k: u8, _u: anonymousUnion({ a: u16, b: u16, c: u16 }) } });

test.each<[value: Value, outcome: string]>([
  [{ k: 1, a: 5 }, "01000500"],
  [{ k: 1, c: 5 }, "01000500"],
  [{ k: 1, a: 5, b: 5, c: 5 }, "01000500"],
  [{ k: 1, b: 5, c: 5 }, "01000500"],
  [{ k: 1 }, "s.a: found nothing, expected a value for one of a, b, c"],
  [{ k: 1, a: null, b: 5 }, "s.a: found null, expected a number, u16 (0..65535)"],
  [{ k: 1, b: 65536 }, "s.b: 65536 does not fit u16 (0..65535)"],
  [{ k: 1, a: 5, b: 6 }, "s.b: found another value, expected what a means; leave one of the two out"],
  [{ k: 1, b: 5, c: "5" }, 's.c: found "5", expected a number, u16 (0..65535)'],
])("one number under several names: %j", async (value, outcome) => {
  for (const codec of await madeOf(oneNumber)) {
    const encode = () => Buffer.from(codec.encode(value)).toString("hex");
    if (outcome.startsWith("s.")) expect(encode).toThrow(outcome);
    else expect(encode()).toBe(outcome);
  }
});

describe("create says as encode does where what it is given does not fit", () => {
  const plain = struct("inner", { fields: { q: u8, u: union({ x: u8, y: u16 }) } });
  const lifted = struct("outer", { fields: { in: nested(plain), _u: anonymousUnion({ v: u8, w: u16 }) } });
  const definition = struct("s", {
    fields: {
      u: union({ x: u8, y: u16 }),
      in: nested(lifted),
      none: nested({ u: union({ x: u8 }) }),
      l: array(nested(plain), 1),
      ll: array(array(nested(lifted), 1), 2),
      us: array(union({ x: u8 }), 1),
      rest: array(array(nested(plain), 1)),
    },
  });
  const bad = { u: { x: 300 } };

  test.each<[init: Value, path: string]>([
    [bad, "u.x"],
    [{ in: { v: 300 } }, "in.v"],
    [{ in: { in: bad } }, "in.in.u.x"],
    [{ none: bad }, "none.u.x"],
    [{ l: [bad] }, "l[0].u.x"],
    [{ ll: [[{}], [{ in: bad }]] }, "ll[1][0].in.u.x"],
    [{ us: [{ x: 300 }] }, "us[0].x"],
    [{ rest: [[{}], [bad]] }, "rest[1][0].u.x"],
  ])("%j", async (init, path) => {
    for (const codec of await madeOf(definition)) {
      for (const one of [codec, codec.be]) {
        expect(() => one.create(init)).toThrow(`s.${path}: 300 does not fit u8 (0..255)`);
      }
    }
  });

  test.each<[init: Value, message: string]>([
    [{ u: null }, "s.u: found null, expected an object"],
    [{ in: { in: { u: 5 } } }, "s.in.in.u: found the number 5, expected an object"],
    [{ us: ["x"] }, 's.us[0]: found "x", expected an object'],
  ])("%j is no union", async (init, message) => {
    for (const codec of await madeOf(definition)) expect(() => codec.create(init)).toThrow(message);
  });

  test("a member that a tag does not mean is refused, not left out", async () => {
    const tag = { field: "t", members: { a: 1 } };
    const tagged = struct("s", { fields: { in: nested({ t: u8, u: union({ a: u8, c: u16 }, { tag }) }) } });
    const { S } = await generateHere({ families: [], structs: [tagged], enumerations: [] });
    const codec = S as AnyCodec;
    const of = (u: Value) => codec.create({ in: { u } });
    expect(() => of({ $member: "c", c: 5 })).toThrow('s.in.u.$member: found "c", expected a, unknown');
    expect(() => of({ $member: "unknown", $bytes: new Uint8Array(1) })).toThrow(
      "s.in.u.$bytes is 1 elements, expected 2",
    );
    expect(of({ $member: "unknown" })).toEqual({ in: { t: 1, u: { $member: "unknown", $bytes: new Uint8Array(2) } } });
  });
});

test("what holds unions is decoded by code of its own; a union by itself is interpreted", async () => {
  const members = { a: u32, b: u8 };
  const told = { tag: { field: "k", members: { a: 1, b: 2 } } };
  const alone = union(members, { name: "alone" });
  const structs = [
    struct("plain", { fields: { k: u8, u: union(members) } }),
    struct("lifted", { fields: { k: u8, _: anonymousUnion(members) } }),
    struct("told", { fields: { k: u8, u: union(members, told) } }),
    struct("listed", { fields: { list: array(union(members), 2) } }),
    (alone.facts.type as { readonly union: UnionDefinition }).union,
  ];
  const made = await generateHere({ families: [], structs, enumerations: [] });
  const fast = Object.keys(made).filter((name) => name.startsWith("decode"));
  expect(fast.sort()).toEqual(["decodeListed", "decodeLifted", "decodePlain", "decodeTold"].sort());
  for (const name of ["PlainView", "LiftedView", "ToldView", "ListedView"]) expect(made[name]).toBeTypeOf("function");
});
