import { describe, expect, test } from "vitest";
import { anonymous, array, bits, bytes, nested, opaque, record, struct, u8, u16, u32 } from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { messagesOfFamily, messagesOfFields } from "./fault-messages.ts";

describe("arrays", () => {
  test("without a length have the same elements", () => {
    expect(messagesOfFamily({}, record("r", { type: 1, fields: { a: array(bits(u8, 3)) } }))).toEqual([
      "r.a: is an array of bit fields; use an array of integers",
    ]);
  });
});

describe("elements of no bytes, which no length counts", () => {
  const complaint = "has elements of no bytes; give them a field, or leave the array out";

  test.each<[Fields]>([
    [{ n: u32, xs: array(nested(struct("empty", { fields: {} })), "n") }],
    [{ n: u32, xs: array(nested(struct("empty", { fields: {} }))) }],
    [{ xs: array(bytes(0)) }],
    [{ n: u32, xs: array(bytes(0), "n") }],
  ])("%#", (fields) => {
    expect(messagesOfFields(fields)).toEqual([`s.xs: ${complaint}`]);
    expect(messagesOfFamily({}, record("r", { type: 1, fields }))).toEqual([`r.xs: ${complaint}`]);
  });
});

test.each<[path: string, Fields]>([
  ["xs[].none", { xs: array(nested({ x: u8, none: array(nested({}), 1) })) }],
  ["xs[][].s.none", { n: u32, xs: array(array(nested({ x: u8, s: nested({ none: array(bytes(0), 1) }) }), 2), "n") }],
])("elements of no bytes in others: %s", (path, fields) => {
  expect(messagesOfFields(fields)).toEqual([
    `s.${path}: has elements of no bytes; give them a field, or leave the array out`,
  ]);
});

describe("opaque types", () => {
  test.each<[Fields, ...string[]]>([
    [{ a: opaque(8, 8) }],
    [{ a: opaque(16, 4) }],
    [{ a: opaque(-1, 1) }, "s.a: its size is -1; give a whole number that is not negative"],
  ])("%#", (fields, ...messages) => {
    expect(messagesOfFields(fields)).toEqual(messages);
  });
});

describe("attributes", () => {
  const cure = "give a power of two from 1 to 268435456";

  test.each<[Fields, ...string[]]>([
    [{ a: u8.aligned(1) }],
    [{ a: u8.aligned(2 ** 28) }],
    [{ a: u8.aligned(2 ** 29) }, `s.a: its alignment is 536870912; ${cure}`],
    [{ a: u8.aligned(0.5) }, `s.a: its alignment is 0.5; ${cure}`],
    [
      { a: anonymous({ b: u16 }).packed() },
      "s.a: has no name, so attributes are its type's; put align or packed on the type",
    ],
    [{ a: array(u16.packed(), 2) }, "s.a[]: array elements cannot be aligned or packed; put it on the array"],
    [{ a: nested({ b: u16 }).packed(), c: array(u16, 2).aligned(8) }],
  ])("%#", (fields, ...messages) => {
    expect(messagesOfFields(fields)).toEqual(messages);
  });
});
