import { describe, expect, test } from "vitest";
import { fitsText, getText, getWholeText, putText, textSize } from "../../src/wire/index.ts";
import { hex } from "../image/support/frames.ts";

const escaped = (bytes: Uint8Array) => String.fromCharCode(...Array.from(bytes, (byte) => 0xdc00 + byte));

function encoded(text: string, size: number): string {
  const memory = new Uint8Array(size + 4).fill(0xee);
  putText(memory, 2, 2 + size, text);
  expect([...memory.subarray(0, 2), ...memory.subarray(2 + size)]).toEqual([0xee, 0xee, 0xee, 0xee]);
  return Buffer.from(memory.subarray(2, 2 + size)).toString("hex");
}

/** The first and the last character of each row of Unicode's table 3-7. */
describe.each([
  ["01", "\x01"],
  ["7f", "\x7f"],
  ["c280", "\u0080"],
  ["dfbf", "\u07ff"],
  ["e0a080", "\u0800"],
  ["e0bfbf", "\u0fff"],
  ["e18080", "\u1000"],
  ["ecbfbf", "\ucfff"],
  ["ed8080", "\ud000"],
  ["ed9fbf", "\ud7ff"],
  ["ee8080", "\ue000"],
  ["efbfbf", "\uffff"],
  ["f0908080", "\u{10000}"],
  ["f0bfbfbf", "\u{3ffff}"],
  ["f1808080", "\u{40000}"],
  ["f3bfbfbf", "\u{fffff}"],
  ["f4808080", "\u{100000}"],
  ["f48fbfbf", "\u{10ffff}"],
])("%s is a character", (bytes, text) => {
  const size = bytes.length / 2;

  test("by itself, and among others", () => {
    expect(getWholeText(hex(bytes), 0, size)).toBe(text);
    expect(getWholeText(hex(`61${bytes}62${bytes}ff`), 0, 2 * size + 3)).toBe(`a${text}b${text}\udcff`);
    expect(textSize(text)).toBe(size);
    expect(textSize(`a${text}\udcff`)).toBe(size + 2);
    expect(encoded(text, size)).toBe(bytes);
    expect(encoded(`${text}a`, size + 3)).toBe(`${bytes}610000`);
  });

  test("cut off, it is single bytes", () => {
    for (let cut = 1; cut < size; cut++) {
      const part = hex(bytes).subarray(0, cut);
      expect(getWholeText(hex(bytes), 0, cut)).toBe(escaped(part));
      expect(getWholeText(hex(`${Buffer.from(part).toString("hex")}41`), 0, cut + 1)).toBe(`${escaped(part)}A`);
      expect(encoded(escaped(part), cut)).toBe(Buffer.from(part).toString("hex"));
    }
  });

  test("spelt in single bytes, it is no text that comes back", () => {
    if (size > 1) expect(textSize(escaped(hex(bytes)))).toBe(-1);
  });
});

test.each([
  ...["80", "bf", "c0af", "c1bf", "e09fbf", "e080af", "eda080", "edbfbf", "f08fbfbf", "f4908080", "f5808080", "ff"],
  ...["c27f", "c2c0", "e0a07f", "e0a0c0", "e1807f", "e180c0", "f090807f", "f09080c0", "f0907f80", "f090c080"],
])("%s is no UTF-8: each byte stands for itself", (bytes) => {
  const size = bytes.length / 2;
  const text = getWholeText(hex(bytes), 0, size);
  expect(text).toBe(Array.from(hex(bytes), (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join(""));
  expect(textSize(text)).toBe(size);
  expect(encoded(text, size)).toBe(bytes);
});

test.each(["\ud800", "\udbff", "a\udc00", "\udc7f", "\udd00", "\udfff", "\ud800a", "\udc80\udbff", "\ud800\ud800"])(
  "%j is text of no bytes",
  (text) => {
    expect(textSize(text)).toBe(-1);
    expect(fitsText(text, 100)).toBe(false);
  },
);

test("NULs at the end fill the field, others are text", () => {
  const bytes = hex("0061006200000063");
  expect(getText(bytes, 0, 7)).toBe("\0a\0b");
  expect(getText(bytes, 0, 8)).toBe("\0a\0b\0\0\0c");
  expect(getText(bytes, 4, 7)).toBe("");
  expect(getText(bytes, 4, 4)).toBe("");
  expect(getWholeText(bytes, 0, 7)).toBe("\0a\0b\0\0\0");
});

test("text fits if its bytes do", () => {
  expect(["", "né", "ab"].map((text) => fitsText(text, 3))).toEqual([true, true, true]);
  expect([fitsText("nén", 3), fitsText("abcd", 3), fitsText(5, 3), fitsText(undefined, 3)]).toEqual(
    Array(4).fill(false),
  );
});
