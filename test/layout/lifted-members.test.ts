import { expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  nested,
  padding,
  record,
  u8,
  u32,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { messagesOfFamily, messagesOfFields } from "./fault-messages.ts";

const twice =
  "is the name of two members, one of them lifted from an anonymous struct or union; rename one, or give the anonymous member a name";

test.each<[what: string, fields: Fields, ...messages: string[]]>([
  ["those of an anonymous struct", { x: anonymous({ a: u8 }), a: u8 }, `s.a: ${twice}`],
  ["those of an anonymous union", { x: anonymousUnion({ a: u8 }), a: u8 }, `s.a: ${twice}`],
  ["those of two levels", { x: anonymous({ y: anonymousUnion({ a: u8 }) }), a: u8 }, `s.a: ${twice}`],
  ["not those of a struct with a name", { x: nested({ a: u8 }), a: u8 }],
  ["not those of a union with a name", { x: union({ a: u8 }), a: u8 }],
  ["not bits without a name, whose key is not used", { x: anonymous({ a: u8 }), a: padding(u8, 3) }],
])("members of a struct: %s", (_, fields, ...messages) => {
  expect(messagesOfFields(fields)).toEqual(messages);
});

test("an unsigned long counts a flexible array, too", () => {
  const fields = { n: ulong, a: array(u32, "n") };
  expect(messagesOfFamily({ abi: "x86_64" }, record("r", { type: 1, fields }))).toEqual([]);
});

test("a flexible array's elements hold no flexible arrays", () => {
  expect(messagesOfFamily({}, record("r", { type: 1, fields: { a: array(array(u32)) } }))).toEqual([
    "r.a: holds a flexible array, which only the last member may, a struct with a name; put it last and nothing behind it, or give the array a length",
  ]);
});
