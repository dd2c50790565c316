import { expect, test } from "vitest";
import { toPrintable } from "../../src/wire/printable.ts";

test.each([
  ["plain text, né 日本", "plain text, né 日本"],
  ["\0\x1b[31m\x7f\x9b", "\\x00\\x1b[31m\\x7f\\x9b"],
  ["a\nb\tc", "a\\x0ab\\x09c"],
  ["\u202e\u200b\u2028\u2029\ufeff", "\\u{202e}\\u{200b}\\u{2028}\\u{2029}\\u{feff}"],
  ["\udc80\udcff", "\\x80\\xff"],
  ["\udc7f\udd00\ud800", "\\u{dc7f}\\u{dd00}\\u{d800}"],
  ["\u{e0001}", "\\u{e0001}"],
])("%j", (text, printed) => {
  expect(toPrintable(text)).toBe(printed);
});
