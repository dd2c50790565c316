import { describe, expect, test } from "vitest";
import { family, struct, u8, u32 } from "../../schema/dsl/index.ts";
import { hdr, messagesOf, messagesOfStructs } from "./fault-messages.ts";

/** A struct s with a member a of which something more is said. */
function saying(facts: object): unknown {
  return { ...struct("s", { fields: {} }), fields: { a: { facts: { ...u32.facts, ...facts } } } };
}

describe("what a message says of a value", () => {
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
  ])("%#", (given, shown) => {
    expect(messagesOfStructs(saying({ align: given }))).toEqual([
      `s.a: its align is ${shown}; give a number, or leave it out`,
    ]);
  });
});

describe("what a property may be", () => {
  const fam = family("fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [] });

  test.each<[what: string, given: unknown, message: string]>([
    ["a text", { families: [], structs: [{ ...hdr, doc: 5 }] }, "hdr: its doc is 5; give a text, or leave it out"],
    [
      "a number",
      { families: [], structs: [saying({ constant: "5" })] },
      's.a: its constant is "5"; give a number or a bigint, or leave it out',
    ],
    [
      "one of several",
      { families: [{ ...fam, byteOrder: "middle" }], structs: [] },
      'fam: its byteOrder is "middle"; give "little" or "big" or the record and field that tell it',
    ],
    [
      "an object with properties of its own",
      { families: [{ ...fam, byteOrder: { record: "r" } }], structs: [] },
      'fam: its byteOrder is an object; give "little" or "big" or the record and field that tell it',
    ],
  ])("%s", (_, given, message) => {
    expect(messagesOf(given)).toEqual([message]);
  });
});
