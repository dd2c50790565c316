import { describe, expect, test } from "vitest";
import { anonymous, array, bytes, char, nested, record, struct, u8, u32, union } from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { checkSchema } from "../../src/layout/index.ts";
import { messagesOfFamily } from "./fault-messages.ts";

const lists = "makes the lists of a value have more than 16777216 elements; make it shorter, or use bytes(…)";
const text = "has a text of more than 268435456 bytes; make it shorter, or use bytes(…)";

const most = array(u8, 2 ** 24);
const half = array(u8, 2 ** 23);
const longest = array(char, 2 ** 28);
const tooLong = array(char, 2 ** 28 + 1);

const cases: [what: string, fields: Fields, ...messages: string[]][] = [
  ["as many elements as there can be", { a: most, b: bytes(2 ** 25) }],
  ["one more", { a: array(u8, 2 ** 24 + 1) }, `r.a: ${lists}`],
  ["one more in another list, which is told once", { a: most, b: array(u8, 1), c: array(u8, 1) }, `r.b: ${lists}`],
  ["lists and the lists in them", { a: array(array(u8, 2 ** 10 - 1), 2 ** 14) }],
  ["one list in a list too many", { a: array(array(u8, 2 ** 10 - 1), 2 ** 14), b: array(u8, 1) }, `r.b: ${lists}`],
  ["the lists of a struct together", { a: nested({ x: half, pad: u8, y: half }) }],
  ["one more than those of a struct", { a: nested({ x: half, y: half }), b: array(u32, 1) }, `r.b: ${lists}`],
  [
    "those of an anonymous struct and of a union",
    { a: anonymous({ x: half }), b: union({ y: most }) },
    `r.b: ${lists}`,
  ],
  ["structs in a list", { a: array(nested({ x: u8, y: array(u32, 1023) }), 2 ** 14) }],
  ["reserved lists, which no value has", { a: array(u8, 2 ** 24 + 1).reserved(), b: nested({ x: most }).reserved() }],
  ["a reserved list in a struct", { a: nested({ x: most.reserved(), y: u8 }), b: most }],
  ["as many as there can be in one element of a list of any length", { a: most, b: array(array(u8, 2 ** 24 - 1)) }],
  ["one more", { a: array(array(u8, 2 ** 24)) }, `r.a: ${lists}`],
  ["a longer text in a list of any length", { a: array(nested({ x: tooLong })) }, `r.a: ${text}`],
  ["a text as long as it can be, and more in all", { a: longest, b: longest }],
  ["a longer text", { a: tooLong }, `r.a: ${text}`],
  [
    "a longer text in a list, not the first",
    { a: array(nested({ x: longest, y: u8, z: tooLong }), 1) },
    `r.a: ${text}`,
  ],
  ["a longer text before a short one", { a: nested({ z: tooLong, x: longest }) }, `r.a: ${text}`],
  ["a longer text in a union", { a: u8, b: u32, c: union({ x: u8, z: tooLong }) }, `r.c: ${text}`],
];

describe("lists and texts of a fixed length", () => {
  test.each(cases)("%s: in a record", (_, fields, ...messages) => {
    const given = { maxRecordSize: 2 ** 31 - 1 };
    expect(messagesOfFamily(given, record("r", { type: 1, fields }))).toEqual(messages);
  });

  test.each(cases)("%s: in a struct", (_, fields, ...messages) => {
    const faults = checkSchema({ families: [], structs: [struct("r", { fields })] });
    expect(faults.map(({ record, field, problem, cure }) => `${record}.${field}: ${problem}; ${cure}`)).toEqual(
      messages,
    );
  });
});
