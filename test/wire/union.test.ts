import { describe, expect, test } from "vitest";
import {
  type Binding,
  createUnion,
  type PlainUnion,
  unionBytes,
  writeUnion,
  wrongValue,
} from "../../src/wire/index.ts";
import { unknownBytes } from "../../src/wire/union.ts";
import { hex } from "../image/support/frames.ts";

type Value = { readonly [field: string]: unknown };

/** A number, a float, two shorts of an anonymous struct, and a struct with a list. */
const members: PlainUnion["members"] = [
  {
    fields: ["n"],
    fit({ n }: Value) {
      if (typeof n !== "number") throw wrongValue("r", "n", n, "a number");
      return 4;
    },
    read: ({ view }, p) => ({ n: view.getUint32(p, true) }),
    write: ({ view }: Binding, p, { n }: Value) => view.setUint32(p, n as number, true),
  },
  {
    fields: ["f"],
    fit: () => 4,
    read: ({ view }, p) => ({ f: view.getFloat32(p, true) }),
    write: ({ view }: Binding, p, { f }: Value) => view.setFloat32(p, f as number, true),
  },
  {
    fields: ["x", "y"],
    fit: () => 4,
    read: ({ view }, p) => ({ x: view.getUint16(p, true), y: view.getUint16(p + 2, true) }),
    write({ view }: Binding, p, { x, y }: Value) {
      view.setUint16(p, x as number, true);
      view.setUint16(p + 2, y as number, true);
    },
  },
  {
    fields: ["s"],
    fit: () => 4,
    read: ({ bytes }, p) => ({ s: { sign: 7, list: [bytes[p + 1], bytes[p + 2]] } }),
    write({ bytes }: Binding, p, { s }: { s: { list: number[] } }) {
      bytes.set([7, ...s.list, 0], p);
    },
  },
];
const union: PlainUnion = { record: "r", size: 4, isLifted: false, members };
const lifted: PlainUnion = { ...union, isLifted: true };

const encoded = (value: object, of: PlainUnion = union) => Buffer.from(unionBytes(of, value)).toString("hex");

test.each<[object, string]>([
  [{ n: 0x04030201 }, "01020304"],
  [{ f: 1 }, "0000803f"],
  [{ x: 0x0201, y: 0x0403 }, "01020304"],
  [{ s: { list: [1, 2] } }, "07010200"],
  [{ n: 0x3f800000, f: 1, x: 0, y: 0x3f80 }, "0000803f"],
  [{ n: 0x00020107, s: { list: [1, 2] } }, "07010200"],
  [{ n: 0x00020107, s: { sign: 7, list: [1, 2] } }, "07010200"],
  [{ f: Number.NaN }, "0000c07f"],
  [{ f: Number.NaN, n: 0x7f800001 }, "0100807f"],
  [{ f: Number.NaN, x: 1, y: 0xff80 }, "010080ff"],
])("%j is %s", (value, bytes) => {
  expect(encoded(value)).toBe(bytes);
  expect(encoded(value, lifted)).toBe(bytes);
  const memory = new Uint8Array(8).fill(0xee);
  writeUnion({ bytes: memory, view: new DataView(memory.buffer) }, 2, union, value);
  expect(Buffer.from(memory).toString("hex")).toBe(`eeee${bytes}eeee`);
});

test.each<[unknown, string]>([
  [5, "r: found the number 5, expected an object"],
  [null, "r: found null, expected an object"],
  [{}, "r.n: found nothing, expected a value for one of n, f, x, s"],
  [{ n: "1" }, 'r.n: found "1", expected a number'],
  [{ n: 1, f: 1 }, "r.f: found another value, expected what n means; leave one of the two out"],
  [{ f: 1, x: 0, y: 0x3f81 }, "r.x: found another value, expected what f means; leave one of the two out"],
  [{ n: 0x00020107, s: { list: [1, 3] } }, "r.s: found another value, expected what n means; leave one of the two out"],
  [
    { n: 0x00020107, s: { sign: 8, list: [1, 2] } },
    "r.s: found another value, expected what n means; leave one of the two out",
  ],
  [{ f: Number.NaN, n: 1 }, "r.f: found another value, expected what n means; leave one of the two out"],
])("%j is refused", (value, message) => {
  expect(() => unionBytes(union, value as object)).toThrow(message);
});

describe("bytes that are given", () => {
  const own = hex("01020304");

  test("are the union's, if members do not say something else", () => {
    expect(unionBytes(union, { $bytes: own })).toBe(own);
    expect(unionBytes(union, { $bytes: own, n: 0x04030201, x: 0x0201, y: 0x0403 })).toBe(own);
    expect(() => unionBytes(union, { $bytes: own, n: 0x04030201, x: 1, y: 2 })).toThrow(
      "r.x: found another value, expected what $bytes hold; leave one of the two out",
    );
  });

  test("must be as many bytes as the union has", () => {
    for (const take of [(value: object) => unionBytes(union, value), (value: object) => unknownBytes("r", 4, value)]) {
      expect(() => take({ $bytes: "01020304" })).toThrow('r.$bytes: found "01020304", expected a Uint8Array');
      expect(() => take({ $bytes: hex("010203") })).toThrow("r.$bytes is 3 elements, expected 4");
      expect(() => take({ $bytes: hex("0102030405"), $at: 2 })).toThrow("r.$bytes is 3 elements, expected 4");
      expect(Buffer.from(take({ $bytes: hex("ffff01020304ff"), $at: 2 })).toString("hex")).toBe("01020304");
    }
    expect(() => unknownBytes("r", 4, {})).toThrow("r.$bytes: found nothing, expected a Uint8Array");
    expect(unknownBytes("r", 4, { $bytes: own })).toBe(own);
  });

  test("of a view are those where it stands, whatever its getters say", () => {
    const view = { $bytes: hex("ffff01020304ff"), $at: 2, n: 9, f: 1 };
    expect(encoded(view)).toBe("01020304");
  });

  test("are another union's where this one has no name", () => {
    expect(encoded({ $bytes: hex("00"), n: 1 }, lifted)).toBe("01000000");
    expect(() => unionBytes(lifted, { $bytes: own })).toThrow("r.n: found nothing");
  });
});

test.each<[object, string, string]>([
  [{}, "00000000", "00000000"],
  [{ n: 1 }, "01000000", "01000000"],
  [{ y: 5 }, "00000500", "00000500"],
  [{ $bytes: hex("01020304") }, "01020304", "00000000"],
])("a new value of which %j is known", (init, named, nameless) => {
  const created = [union, lifted].map((of) => Buffer.from(createUnion(of, init).bytes).toString("hex"));
  expect(created).toEqual([named, nameless]);
});
