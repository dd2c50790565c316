import { describe, expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  bytes,
  nested,
  padding,
  struct,
  u8,
  u16,
  union,
} from "../../schema/dsl/index.ts";
import type { Field, Fields } from "../../schema/dsl/types.ts";
import { messagesOfFamily, messagesOfFields } from "./fault-messages.ts";

/** A union whose member that `t` means is a. */
function told(a: Field = u8, field = "t") {
  return union({ a, b: u16 }, { tag: { field, members: { a: 1 } } });
}

describe("a tag", () => {
  const counts = (array: string) =>
    `s.u: its tag "n" is the count of ${array}, too; name a field that nothing but the union depends on`;

  test.each<[what: string, fields: Fields, ...messages: string[]]>([
    ["beside a count", { n: u8, t: u8, u: told(), list: array(u8, "n") }],
    ["that is a count", { n: u8, u: told(u8, "n"), list: array(u8, "n") }, counts("list")],
    ["that counts bytes", { n: u8, u: told(u8, "n"), data: bytes("n") }, counts("data")],
    [
      "that is a count, in a struct without a name",
      { x: anonymous({ n: u8, u: told(u8, "n") }), list: array(u8, "n") },
      counts("list"),
    ],
  ])("%s", (_, fields, ...messages) => {
    expect(messagesOfFields(fields)).toEqual(messages);
  });
});

describe("a reserved union", () => {
  const fault = "has a tag, which tells nothing of what is always 0; leave the tag out";

  test("has no tag", () => {
    expect(messagesOfFields({ t: u8, u: told().reserved() })).toEqual([`s.u: is reserved and ${fault}`]);
    expect(messagesOfFields({ t: u8, x: anonymous({ u: told().reserved() }) })).toEqual([
      `s.u: is reserved and ${fault}`,
    ]);
    expect(messagesOfFields({ t: u8, u: union({ a: u8 }).reserved() })).toEqual([]);
    expect(messagesOfFields({ s: nested({ t: u8, u: told() }).reserved() })).toEqual([]);
  });

  test("in a header has none, either", () => {
    const header = struct("hdr", { fields: { type: u16, u: told(u8, "type").reserved() } });
    expect(messagesOfFamily({ header })).toEqual([`hdr.u: is reserved and ${fault}`]);
  });
});

describe("a member that a tag means", () => {
  test.each<[what: string, member: Field]>([
    ["is reserved", u8.reserved()],
    ["is reserved", nested({ c: u8 }).reserved()],
    ["has no name", padding(u8, 3)],
    ["has no name", anonymous({ c: u8 })],
    ["has no name", anonymousUnion({ c: u8 })],
  ])("is no fault if it has a value, and is one if it %s", (_, a) => {
    expect(messagesOfFields({ t: u8, u: told(a) })).toEqual([
      's.u: its tag names "a", which is no member with a name and a value; name members of the union',
    ]);
    const others = union({ a, b: u16 }, { tag: { field: "t", members: { b: 1 } } });
    expect(messagesOfFields({ t: u8, u: others })).toEqual([]);
  });
});
