import { describe, expect, test } from "vitest";
import { anonymous, array, f32, nested, struct, u8, u16, u32, union } from "../../schema/dsl/index.ts";
import { abis, layOut } from "../../src/layout/index.ts";
import { bindingOf, type TypeLayout, unionCoder, unionValues, whereIn } from "../../src/wire/index.ts";
import { useAllKinds } from "../../src/wire/kinds/index.ts";
import { hex } from "../image/support/frames.ts";

useAllKinds();

/** A number, a float, two shorts of an anonymous struct, and a struct with a list. */
const members = {
  n: u32,
  f: f32,
  _1: anonymous({ x: u16, y: u16 }),
  s: nested({ sign: u8.constant(7), list: array(u8, 2), spare: u8.reserved() }),
};
const around = layOut(struct("r", { fields: { u: union(members) } }), abis.x86_64);
const [field] = around.members;
const named = (field as { readonly type: Extract<TypeLayout, { kind: "union" }> }).type;
const lifted = { ...named, isLifted: true } as const;
const where = whereIn("r");

function bytesOf(value: unknown, of: typeof named = named): Uint8Array {
  const memory = new Uint8Array(4);
  unionCoder.writer(of)(bindingOf(memory), 0, true, unionValues.taker(of)(value, where));
  return memory;
}

const encoded = (value: unknown, of?: typeof named) => Buffer.from(bytesOf(value, of)).toString("hex");

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
  // What a number becomes is compared, not what was given.
  [{ f: 0.1, n: 0x3dcccccd }, "cdcccc3d"],
])("%j is %s", (value, bytes) => {
  expect(encoded(value)).toBe(bytes);
  expect(encoded(value, lifted)).toBe(bytes);
  const memory = new Uint8Array(8).fill(0xee).fill(0, 2, 6);
  unionCoder.writer(named)(bindingOf(memory), 2, true, unionValues.taker(named)(value, where));
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
  [{ n: 0x00020108, s: { list: [1, 2] } }, "r.s: found another value, expected what n means; leave one of the two out"],
  [{ n: 0x00020107, s: { sign: 8, list: [1, 2] } }, "r.s.sign is the number 8, expected 7"],
  [{ n: 0x3dcccccd, f: 0.1, x: 1, y: 2 }, "r.x: found another value, expected what n means; leave one of the two out"],
  [{ f: Number.NaN, n: 1 }, "r.f: found another value, expected what n means; leave one of the two out"],
])("%j is refused", (value, message) => {
  expect(() => bytesOf(value)).toThrow(message);
});

describe("bytes that are given", () => {
  const own = hex("01020304");

  test("are the union's, if members do not say something else", () => {
    expect(bytesOf({ $bytes: own })).toEqual(own);
    expect(bytesOf({ $bytes: own, n: 0x04030201, x: 0x0201, y: 0x0403 })).toEqual(own);
    expect(() => bytesOf({ $bytes: own, n: 0x04030201, x: 1, y: 2 })).toThrow(
      "r.x: found another value, expected what $bytes hold; leave one of the two out",
    );
  });

  const choice = union(members, { tag: { field: "t", members: { n: 1, s: 2 } } });
  const told = layOut(struct("r", { fields: { t: u8, u: choice } }), abis.x86_64);
  const tagged = told.members.flatMap((one) =>
    one.kind === "field" && one.type.kind === "union" ? [one.type] : [],
  )[0]!;

  test("must be as many bytes as the union has, be it plain or of a tag that means no member", () => {
    for (const take of [
      (value: object) => bytesOf(value),
      (value: object) => bytesOf({ $member: "unknown", ...value }, tagged),
    ]) {
      expect(() => take({ $bytes: "01020304" })).toThrow('r.$bytes: found "01020304", expected a Uint8Array');
      expect(() => take({ $bytes: hex("010203") })).toThrow("r.$bytes is 3 elements, expected 4");
      expect(() => take({ $bytes: hex("0102030405"), $at: 2 })).toThrow("r.$bytes is 3 elements, expected 4");
      expect(() => take({ $bytes: hex("0102030405"), $at: 9 })).toThrow("r.$bytes is 0 elements, expected 4");
      expect(Buffer.from(take({ $bytes: hex("ffff01020304ff"), $at: 2 })).toString("hex")).toBe("01020304");
    }
    expect(() => bytesOf({ $member: "unknown" }, tagged)).toThrow("r.$bytes: found nothing, expected a Uint8Array");
    expect(bytesOf({ $member: "unknown", $bytes: own }, tagged)).toEqual(own);
  });

  test("of a view are those where it stands, whatever its getters say", () => {
    const view = { $bytes: hex("ffff01020304ff"), $at: 2, n: 9, f: 1 };
    expect(encoded(view)).toBe("01020304");
  });

  test("are another union's where this one has no name", () => {
    expect(encoded({ $bytes: hex("00"), n: 1 }, lifted)).toBe("01000000");
    expect(() => bytesOf({ $bytes: own }, lifted)).toThrow("r.n: found nothing");
  });
});

test.each<[object, string, string]>([
  [{}, "00000000", "00000000"],
  [{ n: 1 }, "01000000", "01000000"],
  [{ x: 0, y: 5 }, "00000500", "00000500"],
  [{ $bytes: hex("01020304") }, "01020304", "00000000"],
])("a new value of which %j is known", (init, ofNamed, ofNameless) => {
  const created = [named, lifted].map((of) => unionValues.create(of, init, where) as { readonly n: number });
  expect(created[0]).toMatchObject({ $bytes: hex(ofNamed) });
  expect(created[1]).not.toHaveProperty("$bytes");
  expect(created.map(({ n }) => encoded({ n }))).toEqual([ofNamed, ofNameless]);
});
