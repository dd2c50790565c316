import { rmSync } from "node:fs";
import { afterAll, describe, expect, expectTypeOf, test } from "vitest";
import {
  array,
  bits,
  bool,
  type Fields,
  type InferRecord,
  type StructDefinition,
  struct,
  u8,
  union,
} from "../../schema/dsl/index.ts";
import { dynamicStruct, parserOf } from "../../src/dynamic/index.ts";
import { describeRecord, fromJSON, toJSON } from "../../src/inspect/index.ts";
import type { AnyCodec, Family } from "../../src/wire/index.ts";
import { expectSameBytes, expectSameValue, pairsOf } from "../dynamic/pairs.ts";
import { linesOf } from "../inspect/support/round-trip.ts";
import { messagesOfStructs } from "../layout/fault-messages.ts";
import { generateFrom } from "../support/generate-from.ts";

const made = await generateFrom(new URL("fixtures/bool.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));

const pairs = pairsOf(made, ["bools"], ["plain", "listed", "bitty", "either", "around", "told"]);

/** The codecs of a struct or record, generated and made at run time, in both byte orders. */
function codecsOf(name: string): AnyCodec[] {
  return pairs.flatMap(({ codecs }) => codecs.filter((codec) => codec.name === name));
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

const yes = { id: 1, on: true };
const no = { id: 2, on: false };

describe.each<[name: string, value: object, little: string, big: string]>([
  ["plain", yes, "0100 01 00", "0001 01 00"],
  ["plain", no, "0200 00 00", "0002 00 00"],
  ["listed", { flags: [true, false, true] }, "010001", "010001"],
  ["bitty", { first: true, two: 0, last: false }, "01", "80"],
  ["bitty", { first: false, two: 3, last: true }, "0e", "70"],
  ["either", { u: { $bytes: bytesOf("01"), n: 1, on: true }, m: 0, off: false }, "01 00", "01 00"],
  ["either", { u: { $bytes: bytesOf("02"), n: 2, on: true }, m: 3, off: true }, "02 03", "02 03"],
  ["told", { which: 1, form: { $member: "on", on: true } }, "01 01", "01 01"],
  ["told", { which: 2, form: { $member: "n", n: 7 } }, "02 07", "02 07"],
  ["around", { inner: yes, list: [no, yes] }, "01000100 02000000 01000100", "00010100 00020000 00010100"],
  ["many", { $name: "many", n: 2, all: [false, true] }, "0200 0800 02 00 01 00", "0002 0008 02 00 01 00"],
  ["pairs", { $name: "pairs", list: [yes, no] }, "0300 0c00 01000100 02000000", "0003 000c 00010100 00020000"],
])("%s %#", (name, value, little, big) => {
  test.each(codecsOf(name))("$byteOrder, %#", (codec) => {
    const bytes = bytesOf(codec.byteOrder === "little" ? little : big);
    expect(hexOf(codec.encode(value))).toBe(hexOf(bytes));
    expect(codec.decode(bytes)).toEqual(value);
    expect(codec.check(codec.view(bytes))).toBeUndefined();
    expect(fromJSON(codec, JSON.parse(JSON.stringify(toJSON(codec, value))))).toEqual(value);
  });
});

describe("what is given is a boolean", () => {
  test.each<[name: string, value: object, message: string]>([
    ["plain", { id: 1 }, "plain.on: found nothing, expected a boolean"],
    ["plain", { id: 1, on: 1 }, "plain.on: found the number 1, expected a boolean"],
    ["plain", { id: 1, on: null }, "plain.on: found null, expected a boolean"],
    ["plain", { id: 1, on: Object(true) }, "plain.on: found an object, expected a boolean"],
    ["listed", { flags: [true, "yes", 0] }, 'listed.flags[1]: found "yes", expected a boolean'],
    ["listed", { flags: [true] }, "listed.flags is 1 elements, expected 3"],
    ["bitty", { first: 1, two: 0, last: false }, "bitty.first: found the number 1, expected a boolean"],
    ["bitty", { first: true, two: true, last: 0n }, "bitty.two: found a boolean, expected a number, u8 : 2 (0..3)"],
    ["either", { u: { on: "" }, off: true }, 'either.u.on: found "", expected a boolean'],
    ["either", { u: { on: true }, m: 0, off: true }, "either.off: found another value, expected what m means"],
    ["around", { inner: yes, list: [yes, { id: 1 }] }, "around.list[1].on: found nothing, expected a boolean"],
    ["many", { all: [true, 2] }, "many.all[1]: found the number 2, expected a boolean"],
  ])("%s %#", (name, value, message) => {
    for (const codec of codecsOf(name)) expect(() => codec.encode(value)).toThrow(message);
  });
});

describe("a byte is 0 or 1", () => {
  test.each<[name: string, little: string, message: string]>([
    ["plain", "0000 02 00", "at 0x2: plain.on: 2 does not fit bool (0 or 1)"],
    ["listed", "0100ff", "at 0x2: listed.flags[2]: 255 does not fit bool (0 or 1)"],
    ["told", "01 02", "at 0x1: told.form.on: 2 does not fit bool (0 or 1)"],
    ["around", "00000200 00000000 00000000", "at 0x2: around.inner.on: 2 does not fit bool (0 or 1)"],
    ["around", "00000000 00000000 00008000", "at 0xa: around.list[1].on: 128 does not fit bool (0 or 1)"],
  ])("%s %#", (name, hex, message) => {
    const bytes = bytesOf(hex);
    for (const codec of codecsOf(name)) {
      expect(() => codec.decode(bytes)).toThrow(message);
      expect(codec.check(codec.view(bytes))).toMatchObject({ code: "out-of-range", expected: "bool (0 or 1)" });
    }
  });

  test("of records, too, in either order", () => {
    for (const codec of [...codecsOf("many"), ...codecsOf("pairs")]) {
      const [value, path, at] =
        codec.name === "many" ? [{ all: [true, true] }, "all[1]", 6] : [{ list: [yes, yes] }, "list[1].on", 10];
      const bytes = codec.encode(value);
      bytes[at] = 2;
      const message = `at 0x${at.toString(16)}: ${codec.name}.${path}: 2 does not fit bool (0 or 1)`;
      expect(() => codec.decode(bytes)).toThrow(message);
    }
  });

  test("what is reserved, and members of a union that has no tag, may be anything", () => {
    for (const codec of codecsOf("plain")) expect(codec.decode(bytesOf("0000 01 ff"))).toEqual({ id: 0, on: true });
    for (const codec of codecsOf("either")) {
      const value = codec.decode(bytesOf("05 06"));
      expect(value).toMatchObject({ u: { n: 5, on: true }, m: 6, off: true });
      expect(hexOf(codec.encode(value))).toBe("0506");
    }
  });
});

test("views give and take booleans, and see true in any byte but 0", () => {
  for (const codec of codecsOf("plain")) {
    const view = codec.view(bytesOf("0000 02 03")) as unknown as Record<"on" | "kept", unknown> & {
      $bytes: Uint8Array;
    };
    expect([view.on, view.kept]).toEqual([true, true]);
    view.on = false;
    expect(view.$bytes[2]).toBe(0);
    view.on = true;
    expect(view.$bytes[2]).toBe(1);
    expect(() => {
      view.on = 1;
    }).toThrow("plain.on: found the number 1, expected a boolean");
    expect(JSON.parse(JSON.stringify(view))).toEqual({ id: 0, on: true, kept: true });
  }
  for (const codec of codecsOf("bitty")) {
    const bytes = codec.encode({ first: false, two: 1, last: false });
    const view = codec.view(bytes) as unknown as Record<"first" | "last", unknown>;
    view.last = true;
    expect([view.first, view.last]).toEqual([false, true]);
    expect(codec.decode(bytes)).toEqual({ first: false, two: 1, last: true });
    expect(() => {
      view.first = 1;
    }).toThrow("bitty.first: found the number 1, expected a boolean");
  }
  for (const codec of codecsOf("listed")) {
    const view = codec.view(bytesOf("000000")) as unknown as { flags: unknown; $bytes: Uint8Array };
    view.flags = [true, false, true];
    expect([view.flags, hexOf(view.$bytes)]).toEqual([[true, false, true], "010001"]);
  }
});

test("a new value is false", () => {
  for (const codec of codecsOf("plain")) expect(codec.create()).toEqual({ id: 0, on: false });
  for (const codec of codecsOf("bitty")) expect(codec.create()).toEqual({ first: false, two: 0, last: false });
});

describe.each(pairs)("$name", (pair) => {
  test("generated and run-time codecs agree on any value", () => expectSameBytes(pair));

  test("… and on any byte", () => {
    const [generated] = pair.codecs;
    const bytes = generated.encode(generated.create());
    for (let at = 0; at < bytes.length; at++) {
      for (const byte of [1, 2, 0x80, 0xff]) expectSameValue(pair.codecs, bytes.with(at, byte));
    }
  });
});

test("JSON Lines and tables tell true and false, and keep any byte", () => {
  const family = made.generated.Bools as Family;
  const good = family.encode({ $name: "opening", on: true });
  expect(linesOf(good, family)).toEqual([
    '{"offset":0,"record":"opening","type":1,"len":12,"fields":{"magic":16909060,"on":true}}',
  ]);
  expect(describeRecord(family, good)).toMatchObject({ rows: [{ path: "magic" }, { path: "on", value: "true" }] });
  const bad = good.with(8, 2);
  expect(linesOf(bad, family)).toEqual([
    '{"offset":0,"record":"opening","type":1,"len":12,"fields":{"magic":16909060,"on":true},"raw":"01000c000403020102000000"}',
  ]);
  expect(describeRecord(family, bad).faults).toEqual(["at 0x8: opening.on: 2 does not fit bool (0 or 1)"]);
});

test("a parser of binary-parser gives booleans", () => {
  const { layout } = codecsOf("around")[0]!;
  const parsed = parserOf(layout, "little").parse(bytesOf("01000100 02000000 01000500"));
  expect(parsed).toEqual({ inner: yes, list: [no, yes] });
});

test("its type is boolean", () => {
  const one = struct("one", { fields: { on: bool, list: array(bool, 2), bit: bits(bool, 1) } });
  expectTypeOf<InferRecord<typeof one>>().toEqualTypeOf<{ on: boolean; list: boolean[]; bit: boolean }>();
  expectTypeOf(dynamicStruct(one).decode).returns.toEqualTypeOf<InferRecord<typeof one>>();
});

describe("it is no number", () => {
  const anything = (field: object) => field as Fields[string];

  test.each<[fields: Fields, message: string]>([
    [{ a: anything({ facts: { ...bool.facts, constant: 1 } }) }, "s.a: bool cannot have a constant; leave it out"],
    [{ a: bool.bigEndian() }, "s.a: bool cannot have a byte order; leave it out"],
    [{ a: bits(bool, 2) }, "s.a: is 2 bits wide, and bool has 1; give it a width of at most 1"],
    [
      { a: anything({ facts: { ...bits(bool, 1).facts, constant: 1 } }) },
      "s.a: bool : 1 cannot have a constant; leave it out",
    ],
    [
      { n: bool, a: array(u8, "n") },
      's.a: is counted by "n", which is bool; name an unsigned integer that stands before the array in the same struct',
    ],
    [
      { n: bool, a: union({ b: u8 }, { tag: { field: "n", members: { b: 1 } } }) },
      's.a: its tag "n" is bool; name an integer field of the struct that holds the union, or of one around it',
    ],
  ])("%#", (fields, message) => {
    const one: StructDefinition = struct("s", { fields });
    expect(messagesOfStructs(one)).toEqual([message]);
  });
});
