/** Controls, direction marks, line ends, lone surrogates: they must neither break a line nor drive a terminal. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * A text in one printable line. Names of files and schemas and texts out of images may hold anything.
 *
 *     toPrintable("a\x1b[31m\u202e")   // a\x1b[31m\u{202e}
 */
export function toPrintable(text: string): string {
  return text.replace(unprintable, (character) => {
    const point = character.codePointAt(0) as number;
    // a byte that is no UTF-8 stands as U+DC00 + byte, see text.ts
    const byte = point >= 0xdc80 && point <= 0xdcff ? point - 0xdc00 : point;
    return byte < 0x100 ? `\\x${byte.toString(16).padStart(2, "0")}` : `\\u{${byte.toString(16)}}`;
  });
}
