import { describe, expect, test } from "vitest";
import { jsonToImage } from "../../../src/inspect/index.ts";
import { BytewrightError, type Family } from "../../../src/wire/index.ts";
import { unmeasured, verbose, wide } from "../../image/support/families.ts";
import { hex } from "../../image/support/frames.ts";
import { each, kinds } from "../support/kinds.ts";
import { first } from "../support/lines.ts";
import { expectRoundTrip, linesOf } from "../support/round-trip.ts";

function bytesOf(family: Family, ...lines: object[]): Uint8Array {
  return jsonToImage([first(family), ...lines.map((line) => JSON.stringify(line))].join("\n"), family);
}

function refusalOf(family: Family, ...lines: object[]): string {
  try {
    bytesOf(family, ...lines);
  } catch (error) {
    expect(error).toBeInstanceOf(BytewrightError);
    return (error as BytewrightError).message;
  }
  return "nothing was refused";
}

const line = (record: string, fields: object) => ({ record, fields });

test("a field of every kind comes back", () => {
  const image = bytesOf(kinds, line("kind_each", each));
  const [json = ""] = linesOf(image, kinds);
  // Of a union all members are told.
  const fields = { ...each, either: { a: 2, b: 258 }, c: 3, d: 259 };
  expect(JSON.parse(json)).toEqual({ offset: 0, record: "kind_each", type: 1, len: 333, fields });
  expectRoundTrip(image, kinds, 50);
});

test("text that fills its record comes back, whatever its bytes", () => {
  const image = bytesOf(kinds, line("kind_text", { text: "naïve\udcff\0" }));
  expect(Buffer.from(image)).toEqual(Buffer.from(hex("02000000 10000000 6e61c3af7665 ff 00")));
  expect(linesOf(image, kinds)).toEqual([
    '{"offset":0,"record":"kind_text","type":2,"len":16,"fields":{"text":"na\\u00efve\\udcff\\u0000"}}',
  ]);
  expectRoundTrip(image, kinds, 3);
});

test("a number that no f32 holds is refused", () => {
  expect(refusalOf(kinds, line("kind_each", { ...each, real: 1e39 }))).toBe(
    "line 2: fields.real: found 1e+39, expected at most 3.4028234e38 either way",
  );
  expect(refusalOf(kinds, line("kind_each", { ...each, real: "Infinity" }))).toBe("nothing was refused");
});

describe("a field that is missing is told with what it should be", () => {
  test.each([
    ["tiny", "s8"],
    ["small", "u16"],
    ["big", "u64"],
    ["real", "f32"],
    ["letter", "char"],
    ["name", "a string"],
    ["key", "bytes in hexadecimal"],
    ["list", "a list"],
    ["place", "an object"],
    ["either", "an object"],
  ])("%s", (name, expected) => {
    const fields = Object.fromEntries(Object.entries(each).filter(([key]) => key !== name));
    const message = `line 2: fields.${name}: found nothing, expected ${expected}`;
    expect(refusalOf(kinds, line("kind_each", fields))).toBe(message);
  });

  test.each([
    ["kind_text", {}, "text", "a string"],
    ["kind_list", {}, "numbers", "a list"],
    ["kind_chunk", { serial: 1, flags: 0 }, "data", "bytes in hexadecimal"],
  ])("that fills a %s", (record, fields, name, expected) => {
    const message = `line 2: fields.${name}: found nothing, expected ${expected}`;
    expect(refusalOf(kinds, line(record, fields))).toBe(message);
  });
});

describe("fields are refused", () => {
  test.each<[string, string, object, string]>([
    ["text that is none", "kind_text", { text: 5 }, "fields.text: found the number 5, expected a string"],
    ["a key of a record without fields", "kind_tree", { x: 1 }, "fields.x: found an unknown key, expected none"],
    [
      "a key that is long",
      "kind_tree",
      { ["k".repeat(61)]: 1 },
      `fields.${"k".repeat(60)}...: found an unknown key, expected none`,
    ],
    [
      "members of a union that disagree",
      "kind_each",
      { ...each, either: { a: 1, b: 2 } },
      "fields.either.b: found another value, expected what a means; leave one of the two out",
    ],
    [
      "a union without a member",
      "kind_each",
      { ...each, either: {} },
      "fields.either.a: found nothing, expected a value for one of a, b",
    ],
  ])("%s", (_, record, fields, message) => {
    expect(refusalOf(kinds, line(record, fields))).toBe(`line 2: ${message}`);
  });

  test("beside raw, where raw is too short to have any", () => {
    const short = { ...line("kind_each", each), raw: "0100000009000000ff" };
    expect(refusalOf(kinds, short)).toBe(
      "line 2: fields: found what differs from raw, which would be written, expected only one of the two",
    );
  });

  test("with a type, where the family has none", () => {
    const data = { ...line("wide_data", { hdr: { type: "1" }, data: "" }), type: 5 };
    expect(refusalOf(wide, data)).toBe("line 2: type: found 5, expected none");
  });
});

describe("a list of structs that have a constant", () => {
  const tree = kinds.encode({ $name: "kind_tree" });
  const chunk = (data: string) => {
    const bytes = kinds.encode({ $name: "kind_chunk", serial: 1, flags: 0, data: hex(data) });
    return Buffer.concat([tree, bytes]);
  };
  const fieldsOf = (image: Uint8Array) => JSON.parse(linesOf(image, kinds)[1] as string).fields;

  test("is elements, beside the record's other fields", () => {
    const data = [
      { sign: 7, value: 1 },
      { sign: 7, value: 2 },
    ];
    expect(fieldsOf(chunk("07010702"))).toEqual({ serial: 1, flags: 0, data });
    expectRoundTrip(chunk("07010702"), kinds, 9);
  });

  test.each(["07010802", "070107"])("stays bytes where it would not come back: %s", (data) => {
    expect(fieldsOf(chunk(data))).toEqual({ serial: 1, flags: 0, data });
    expectRoundTrip(chunk(data), kinds, 9);
  });
});

test("a record whose line would be too long is split like a large one", () => {
  const words = new Uint8Array(2 ** 16);
  words.set([1, 0, 0, 0, 0, 0, 1, 0]);
  expect(linesOf(words, verbose)[0]).toBe(
    '{"offset":0,"record":"list_of_words","type":1,"len":65536,"header":"0100000000000100"}',
  );
  expectRoundTrip(words, verbose, 10_000);
});

describe("a large record of a family without lengths", () => {
  const start = (len?: unknown) => ({ record: "tag_list", len, header: "0200" });

  test("is as long as its line says", () => {
    const list = bytesOf(unmeasured, start(12), { payload: "0200 01000000 02000000".replaceAll(" ", "") });
    expect(unmeasured.decode(list)).toMatchObject({ $name: "tag_list", values: [1, 2] });
  });

  test.each([
    ["nothing", undefined, "len: found nothing, expected 2 or more"],
    ["less than a header", 1, "len: found 1, expected 2 or more"],
  ])("whose line says %s is refused", (_, len, message) => {
    expect(refusalOf(unmeasured, start(len))).toBe(`line 2: ${message}`);
  });
});
