import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asciiJson, escapeText, quote, quoteBytes } from "../../src/inspect/index.ts";
import { hex } from "../image/support/frames.ts";

describe("escapeText", () => {
  test.each([
    ["letters, digits", "letters, digits"],
    ["\x1b[31mred", "\\x1b[31mred"],
    ["a\nb\r\tc\0", "a\\x0ab\\x0d\\x09c\\x00"],
    ["\x7f\x80\x9b", "\\x7f\\u0080\\u009b"],
    ["\u202eabc\u2066\u200b\ufeff", "\\u202eabc\\u2066\\u200b\\ufeff"],
    ["naïve \u{1f600}", "na\\u00efve \\u{1f600}"],
    ["a\udce6\udc9c", "a\\xe6\\x9c"],
    ["\ud800", "\\ud800"],
    ['say "\\x41"', 'say \\"\\\\x41\\"'],
  ])("%j", (text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  test("gives printable ASCII of any text, and no two texts the same", () => {
    const units = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(units, units, (a, b) => {
        expect(escapeText(a)).toMatch(/^[\x20-\x7e]*$/);
        expect(escapeText(a) === escapeText(b)).toBe(a === b);
      }),
    );
  });
});

describe("quoteBytes", () => {
  test.each([
    ["", '""'],
    ["62617368", '"bash"'],
    ["62617368 00000000", '"bash" + 4 NUL'],
    ["6100 62 00", '"a\\x00b" + 1 NUL'],
    ["0000", '"" + 2 NUL'],
    ["1b e280ae ff", '"\\x1b\\u202e\\xff"'],
    ["41".repeat(300), `"${"A".repeat(256)}"... (300 bytes)`],
  ])("%s", (bytes, expected) => {
    expect(quoteBytes(hex(bytes))).toBe(expected);
  });
});

test("quote cuts long text", () => {
  expect(quote("A".repeat(257))).toBe(`"${"A".repeat(256)}"... (257 characters)`);
});

test("asciiJson is ASCII and reads back the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = asciiJson({ text });
      expect(json).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.parse(json)).toEqual({ text });
    }),
  );
});
