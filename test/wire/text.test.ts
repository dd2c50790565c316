import { expect, test } from "vitest";
import { getWholeText, putText, textSize } from "../../src/wire/index.ts";

/** Bytes of which each block that text is put together from ends at another place in a character. */
const patterns: [string, readonly number[], string][] = [
  ["ASCII and NULs", [0x61, 0x00], "a\0"],
  ["no UTF-8", [0x80, 0xff, 0xe6], "\udc80\udcff\udce6"],
  ["two bytes", [0xc3, 0xaf], "ï"],
  ["three bytes", [0xe2, 0x82, 0xac], "€"],
  ["four bytes", [0xf0, 0x9f, 0x98, 0x80], "😀"],
  ["all of them", [0x61, 0xc3, 0xaf, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xe2, 0x82, 0xac], "aï😀\udcff€"],
];

test.each(patterns)("text of %s is decoded and encoded, however long", (_, pattern, text) => {
  for (const times of [1, 20, 100, 5000, 20_000]) {
    const bytes = Uint8Array.from({ length: pattern.length * times }, (_, i) => pattern[i % pattern.length] as number);
    const decoded = getWholeText(bytes, 0, bytes.length);
    expect(decoded === text.repeat(times)).toBe(true);
    expect(textSize(decoded)).toBe(bytes.length);
    const back = new Uint8Array(bytes.length);
    putText(back, 0, back.length, decoded);
    expect(Buffer.compare(back, bytes)).toBe(0);
  }
});

test("a sequence that the end of the bytes cuts is bytes, in long text as in short", () => {
  for (const length of [2, 1000]) {
    const bytes = new Uint8Array(length).fill(0x61);
    bytes[length - 1] = 0xc3;
    expect(getWholeText(bytes, 0, length)).toBe(`${"a".repeat(length - 1)}\udcc3`);
  }
});

test("decoding text takes little more memory than the text", () => {
  const bytes = new Uint8Array(8 * 2 ** 20).fill(0x61);
  const before = process.memoryUsage().heapUsed;
  const text = getWholeText(bytes, 0, bytes.length);
  const taken = process.memoryUsage().heapUsed - before;
  expect(text.length).toBe(bytes.length);
  expect(taken).toBeLessThan(64 * 2 ** 20);
});
