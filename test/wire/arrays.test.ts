import { expect, expectTypeOf, test } from "vitest";
import { CkptHdrString, CkptHdrTask } from "../../generated/ckpt/index.ts";
import { CkptTaskPids } from "../../generated/ckpt-v23/index.ts";
import { struct, u8, u32 } from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { BytewrightError, decodeArray, encodeArray } from "../../src/wire/index.ts";
import { hex } from "../dynamic/hex.ts";

/** Three bytes at the end are padding, which separates one from the next as well. */
const pair = dynamicStruct(struct("pair", { fields: { a: u32, b: u8 } }));
const values = [
  { a: 1, b: 2 },
  { a: 3, b: 4 },
];
/** A list that lies. */
const ofLength = (length: unknown): never[] => new Proxy([], { get: () => length });
const bytes = hex("01000000 02000000 03000000 04000000");

test("structs stand one after another, as in an array of C", () => {
  expect(encodeArray(pair, values)).toEqual(bytes);
  expect(decodeArray(pair, bytes, 0, 2)).toEqual(values);
  expect(decodeArray(pair, hex(`ff ${"01000000 02000000"}`), 1, 1)).toEqual(values.slice(0, 1));
  expect(encodeArray(pair.be, values)).toEqual(hex("00000001 02000000 00000003 04000000"));
  expect(decodeArray(pair, bytes, 16, 0)).toEqual([]);
  expect(encodeArray(pair, [])).toEqual(new Uint8Array(0));
});

test("types are the codec's", () => {
  const pids = { vpid: 1, vppid: 2, vtgid: 3, vpgid: 4, vsid: 5, depth: 6 };
  const [first] = decodeArray(CkptTaskPids, encodeArray(CkptTaskPids, [pids]), 0, 1);
  expectTypeOf(first).toEqualTypeOf<CkptTaskPids | undefined>();
  // @ts-expect-error: a field is missing
  expect(() => encodeArray(CkptTaskPids, [{ vpid: 1 }])).toThrow(
    "ckpt_task_pids[0].vppid: found nothing, expected a number",
  );
});

test.each<[what: string, work: () => unknown, message: string]>([
  ["too few bytes", () => decodeArray(pair, bytes, 1, 2), "at 0x1: pair takes 16 bytes, 15 are left"],
  ["an offset", () => decodeArray(pair, bytes, -1, 1), "pair cannot stand at -1, expected an offset"],
  ["a count", () => decodeArray(pair, bytes, 0, -1), "pair: found the number -1, expected a number of structs"],
  [
    "more than memory could hold",
    () => decodeArray(dynamicStruct(struct("none", { fields: {} })), bytes, 0, 2 ** 30),
    "at 0x0: none takes 1073741824 elements, the limit is 16777216",
  ],
  [
    "an element",
    () => decodeArray(CkptHdrTask, new Uint8Array(80), 0, 2),
    "at 0x0: ckpt_hdr_task[0].h.type is 0, expected 101",
  ],
  ["no list", () => encodeArray(pair, 7 as never), "pair: found the number 7, expected a list"],
  ["a length that is none", () => encodeArray(pair, ofLength(-1)), "pair: found a list of -1, expected a list"],
  ["a length that is no number", () => encodeArray(pair, ofLength("2")), "pair: found a list of 2, expected a list"],
  [
    "a value",
    () => encodeArray(pair, [values[0] as never, { a: 1, b: 256 }]),
    "pair[1].b: 256 does not fit u8 (0..255)",
  ],
  [
    "more bytes than a record can have",
    () => encodeArray(pair, new Array(2 ** 28) as never),
    "pair takes 2147483648 bytes, the limit is 2147483647",
  ],
])("%s is refused", (_, work, message) => {
  expect(work).toThrow(BytewrightError);
  expect(work).toThrow(message);
});

test("what varies in size makes no array", () => {
  expect(() => decodeArray(CkptHdrString, bytes, 0, 1)).toThrow("ckpt_hdr_string varies in size");
});

test("what a value throws passes as it is", () => {
  const thrown = new Error("mine");
  const value = {
    b: 1,
    get a(): number {
      throw thrown;
    },
  };
  expect(() => encodeArray(pair, [value])).toThrow(thrown);
});
