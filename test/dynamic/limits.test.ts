import { expect, test } from "vitest";
import { array, char, family, nested, record, struct, u8, u16, union } from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";

const sealed = struct("sealed", { fields: { sign: u8.constant(7) } });

test.each([
  ["more constants than are looked at one by one", { a: array(nested(sealed), 2 ** 30) }, "more than 65536 fields"],
  ["more bytes than an array has", { a: array(u8, 2 ** 40) }, "takes 1099511627776 bytes"],
  ["elements of no bytes without end", { a: array(array(u8, 0), 2 ** 40) }, "elements of no bytes"],
])("a struct with %s is refused", (_what, fields, message) => {
  expect(() => dynamicStruct(struct("s", { fields }) as never)).toThrow(
    expect.objectContaining({ name: "SchemaError", message: expect.stringContaining(message) }),
  );
});

test.each([
  ["more bytes than an array has", { a: array(u8, 2 ** 40).reserved() }, "takes 1099511627776 bytes"],
  [
    "a tagged union",
    { t: u8, u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) },
    "do not support tagged unions",
  ],
])("a family whose followers carry a struct with %s is refused", (_what, fields, message) => {
  const as = struct("item", { fields: fields as never });
  const r = record("r", { followers: [{ name: "items", record: "r", as }], fields: { a: u8 } });
  const header = struct("hdr", { fields: {} });
  expect(() => dynamicFamily(family("f", { header, member: "h", byteOrder: "little", records: [r] }))).toThrow(
    expect.objectContaining({ name: "SchemaError", message: expect.stringContaining(message) }),
  );
});

test("a text that is as long as its count keeps its NULs", () => {
  const named = dynamicStruct(struct("named", { fields: { n: u16, key: array(char, "n") } }));
  for (const key of ["", "\0", "a\0\0", "\0é\0"]) {
    const bytes = named.encode({ n: Buffer.byteLength(key), key });
    expect(named.decode(bytes)).toEqual({ n: Buffer.byteLength(key), key });
    expect(JSON.stringify(named.view(bytes))).toBe(JSON.stringify({ n: Buffer.byteLength(key), key }));
  }
  const bad = { n: 3, key: "\ud800" };
  expect(() => named.encode(bad)).toThrow("named.key: a lone surrogate cannot be encoded");
});
