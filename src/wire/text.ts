/**
 * Strings in `char[N]`: UTF-8 where the bytes are UTF-8; any other byte b becomes the lone surrogate U+DC00+b, and
 * goes back to that byte (the "surrogateescape" of Python's PEP 383). So every sequence of bytes survives, and text
 * reads as text. Trailing NULs are the fill of the field and are left out; NULs before them stay.
 *
 *     6e 61 c3 af 76 65 00 00  ⇄  "naïve"
 *     61 e6 9c 00              ⇄  "a\udce6\udc9c"
 */

/** The text in `bytes` from `start` to `end`. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  let stop = end;
  while (stop > start && bytes[stop - 1] === 0) stop--;
  return decodeWholeText(bytes, start, stop);
}

/** As `decodeText`, trailing NULs included: those of an array that is as long as its text fill nothing. */
export function decodeWholeText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let p = start; p < end; ) {
    const byte = bytes[p] as number;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      p++;
      continue;
    }
    const size = sequenceSize(bytes, p, end);
    text += size === 0 ? String.fromCharCode(0xdc00 + byte) : String.fromCodePoint(codePoint(bytes, p, size));
    p += size === 0 ? 1 : size;
  }
  return text;
}

/** Bytes of the well-formed UTF-8 sequence at `p` (Unicode, table 3-7), 0 if there is none. */
function sequenceSize(bytes: Uint8Array, p: number, end: number): number {
  const lead = bytes[p] as number;
  const size = lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) === 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (size === 0 || p + size > end) return 0;
  const second = bytes[p + 1] as number;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < size; i++) if (((bytes[p + i] as number) & 0xc0) !== 0x80) return 0;
  return size;
}

function codePoint(bytes: Uint8Array, p: number, size: number): number {
  let point = (bytes[p] as number) & (0x7f >> size);
  for (let i = 1; i < size; i++) point = (point << 6) | ((bytes[p + i] as number) & 0x3f);
  return point;
}

/** Bytes that `text` takes, or -1 if no bytes decode to it. */
export function textSize(text: string): number {
  let size = 0;
  let escaped = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) size++;
    else if (unit < 0x800) size += 2;
    else if (unit < 0xd800 || unit > 0xdfff) size += 3;
    else if (unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      size += 4;
      i++;
    } else if (unit >= 0xdc80 && unit <= 0xdcff) {
      size++;
      escaped = true;
    } else return -1;
  }
  return escaped && !decodesBack(text, size) ? -1 : size;
}

/** Whether a value is text whose bytes fit into `room`. */
export function fitsText(text: unknown, room: number): boolean {
  if (typeof text !== "string") return false;
  const size = textSize(text);
  return size >= 0 && size <= room;
}

/** Escaped bytes that are UTF-8 when put together would come back as the character they spell. */
function decodesBack(text: string, size: number): boolean {
  const bytes = new Uint8Array(size);
  putText(bytes, 0, size, text);
  return decodeWholeText(bytes, 0, size) === text;
}

/** Writes `text` at `start` and fills up to `end` with NULs. It must fit: see `textSize`. */
export function putText(bytes: Uint8Array, start: number, end: number, text: string): void {
  let p = start;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes[p++] = unit;
    else if (unit >= 0xdc80 && unit <= 0xdcff) bytes[p++] = unit - 0xdc00;
    else {
      const point = text.codePointAt(i) as number;
      if (point > 0xffff) i++;
      p = putSequence(bytes, p, point);
    }
  }
  bytes.fill(0, p, end);
}

function putSequence(bytes: Uint8Array, at: number, point: number): number {
  const size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  bytes[at] = ((0xf00 >> size) & 0xff) | (point >> (6 * (size - 1)));
  for (let i = 1; i < size; i++) bytes[at + i] = 0x80 | ((point >> (6 * (size - 1 - i))) & 0x3f);
  return at + size;
}
