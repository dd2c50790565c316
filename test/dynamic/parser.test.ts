import { Parser } from "binary-parser";
import { expect, test } from "vitest";
import { ckpt } from "../../schema/ckpt/index.ts";
import { ckptHdrBuffer, ckptHdrString } from "../../schema/ckpt/payload.ts";
import { ckptHdrTask } from "../../schema/ckpt/task.ts";
import { array, record, struct, u8, u16, u32, ulong } from "../../schema/dsl/index.ts";
import { dynamic, dynamicStruct, parserOf } from "../../src/dynamic/index.ts";
import { abis, layOut } from "../../src/layout/index.ts";
import { hex } from "./hex.ts";

test("parsers of records are put together with others", () => {
  const bytes = dynamic(ckptHdrBuffer, ckpt).encode({ payload: hex("780079") });
  const text = dynamic(ckptHdrString, ckpt).encode({ payload: hex("61") });
  const parser = new Parser()
    .uint8("before")
    .nest("buffer", { type: dynamic(ckptHdrBuffer, ckpt).parser })
    .nest("string", { type: dynamic(ckptHdrString, ckpt).parser })
    .uint8("behind");
  expect(parser.parse(Uint8Array.from([1, ...bytes, ...text, 2]))).toEqual({
    before: 1,
    buffer: { h: { type: 3, len: 11 }, payload: hex("780079") },
    string: { h: { type: 4, len: 9 }, payload: hex("61") },
    behind: 2,
  });
});

test("a parser of a layout checks nothing", () => {
  const { layout } = dynamic(ckptHdrTask, ckpt);
  expect(parserOf(layout, "big").parse(new Uint8Array(40))).toMatchObject({ h: { type: 0, len: 0 }, state: 0 });
});

test("a struct's parser takes its padding, and elements as counted", () => {
  const counted = struct("counted", { fields: { n: u16, list: array(u16, "n") } });
  const padded = struct("padded", { fields: { a: u32, b: u8 } });
  const parser = new Parser()
    .nest("padded", { type: dynamicStruct(padded).parser })
    .nest("counted", { type: dynamicStruct(counted).parser })
    .uint8("behind");
  expect(parser.parse(hex("01000000 02 ffffff 0200 0300 0400 05"))).toEqual({
    padded: { a: 1, b: 2 },
    counted: { n: 2, list: [3, 4] },
    behind: 5,
  });
});

test("a struct's uncounted elements are all that follow", () => {
  const open = layOut(struct("open", { fields: { n: u16, list: array(u16) } }), abis.x86_64);
  expect(parserOf(open, "little").parse(hex("0100 0200 0300"))).toEqual({ n: 1, list: [2, 3] });
});

const refused: [what: string, make: () => unknown, message: string][] = [
  [
    "a name that values use",
    () => dynamicStruct(struct("s", { fields: { toJSON: u8 } })),
    "s.toJSON: toJSON is a reserved JavaScript name",
  ],
  ["a fault of the schema", () => dynamicStruct(struct("s", { fields: { a: array(u8, "n") } })), "s.a: is counted by"],
  [
    "a portable family that is not",
    () => dynamic(record("r", { type: 9, fields: { a: ulong } }), ckpt),
    "r.a: takes 4 bytes on i386",
  ],
];

test.each(refused)("%s is refused when the codec is made", (_, make, message) => {
  expect(make).toThrow(expect.objectContaining({ name: "SchemaError", message: expect.stringContaining(message) }));
});
