import { expect, test } from "vitest";
import { anonymous, anonymousUnion, padding, struct, u8, u32, union } from "../../schema/dsl/index.ts";
import { abiOf, layOut } from "../../src/layout/index.ts";
import { fieldsOf, jsonOf } from "../../src/wire/index.ts";

test("what a view gives becomes what JSON can hold, lists of lists too", () => {
  const view = { toJSON: () => "itself" };
  const layout = layOut(struct("s", { fields: { a: u8, b: u8, c: u8, d: u8 } }), abiOf("x86_64"));
  expect(jsonOf({ a: 1n << 63n, b: [[Uint8Array.of(0, 10, 255)], [-1n, "x"], view], c: view, d: 1.5 }, layout)).toEqual(
    {
      a: "9223372036854775808",
      b: [["000aff"], ["-1", "x"], view],
      c: view,
      d: 1.5,
    },
  );
});

test("the fields that a value has, those of nameless members lifted, in order", () => {
  const fields = {
    a: u8,
    _1: anonymous({ b: u32, _2: anonymousUnion({ c: u8, d: u32 }) }),
    _3: padding(u32, 5),
    e: union({ f: u8 }),
  };
  const layout = layOut(struct("s", { fields }), abiOf("x86_64"));
  expect(fieldsOf(layout).all.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e"]);
  // Tools look for the members of a layout among its fields.
  expect(fieldsOf(layout).direct[0]).toBe(layout.members[0]);
  expect(jsonOf({ a: 1, b: 2n, c: 3, d: 4, e: [5n], x: 6 }, layout)).toEqual({
    ...{ a: 1, b: "2", c: 3, d: 4 },
    e: ["5"],
  });
});
