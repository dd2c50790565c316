import { getText, putText, textSize } from "../wire/index.ts";
import { toHex } from "./bytes.ts";

/** What is not printable ASCII, or would be mistaken for an escape. The `u` flag keeps surrogate pairs together. */
const unsafe = /[^\x20-\x7e]|["\\]/gu;

/**
 * Text from an image, made safe to print: ASCII only, so that no control, direction mark or look-alike reaches a
 * terminal. Bytes that were not UTF-8 (U+DC80..U+DCFF, see `getText`) and controls become `\xNN`, other characters
 * `\uNNNN` or `\u{NNNNN}`, quotes and backslashes are escaped as well: the text can be read back without doubt.
 *
 *     escapeText("a\x1b[31m\u202e")   // a\x1b[31m\u202e
 */
export function escapeText(text: string): string {
  return text.replace(unsafe, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    const point = character.codePointAt(0) as number;
    if (point < 0x80) return `\\x${hexDigits(point, 2)}`;
    if (point >= 0xdc80 && point <= 0xdcff) return `\\x${hexDigits(point - 0xdc00, 2)}`;
    return point <= 0xffff ? `\\u${hexDigits(point, 4)}` : `\\u{${hexDigits(point, 5)}}`;
  });
}

/** Bytes or characters of a text that are shown. */
export const MOST_TEXT_SHOWN = 256;

/**
 * Bytes that usually are text, in quotes; NULs that fill the end are counted, not shown. A long text is cut.
 *
 *     62 61 73 68 00 00 00 00   // "bash" + 4 NUL
 */
export function quoteBytes(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  if (end > MOST_TEXT_SHOWN) return `"${escapeText(getText(bytes, 0, MOST_TEXT_SHOWN))}"... (${bytes.length} bytes)`;
  const text = quote(getText(bytes, 0, end));
  return end === bytes.length ? text : `${text} + ${bytes.length - end} NUL`;
}

/** The hexadecimal of bytes that a person has written as `quoteBytes` shows them, with NULs up to their size; undefined if it is no such text. */
export function quotedHex(text: string, size: number): string | undefined {
  const [, quoted] = /^("(?:[^"\\\p{Cc}]|\\(?:["\\]|x[\da-f]{2}|u[\da-f]{4}))*")(?: \+ \d+ NUL)?$/u.exec(text) ?? [];
  if (quoted === undefined) return undefined;
  // As JSON has it: bytes that were not UTF-8 are half of a surrogate pair.
  const plain: string = JSON.parse(
    quoted.replace(/\\(?:x([\da-f]{2})|.)/g, (found, byte?: string) =>
      byte === undefined ? found : `\\u${byte < "80" ? "00" : "dc"}${byte}`,
    ),
  );
  const bytes = new Uint8Array(Math.max(size, textSize(plain)));
  putText(bytes, 0, bytes.length, plain);
  return toHex(bytes);
}

/** Escaped text in quotes. A long text is cut. */
export function quote(text: string): string {
  if (text.length <= MOST_TEXT_SHOWN) return `"${escapeText(text)}"`;
  return `"${escapeText(text.slice(0, MOST_TEXT_SHOWN))}"... (${text.length} characters)`;
}

/** JSON in ASCII, for the same reason; it reads back the same. */
export function asciiJson(value: unknown): string {
  return escapeUnits(JSON.stringify(value));
}

/** What is not printable ASCII as `\uNNNN`, the way JSON has it; the rest as it is. */
export function escapeUnits(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${hexDigits(unit.charCodeAt(0), 4)}`);
}

function hexDigits(number: number, width: number): string {
  return number.toString(16).padStart(width, "0");
}
