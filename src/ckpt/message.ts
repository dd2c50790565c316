import { toPrintable } from "../wire/printable.ts";
import { getText } from "../wire/text.ts";
import { type Errno, errnos } from "./errno.ts";

/** Bytes that a message may take in an image: a leading NUL, the text, and a final NUL where the text was cut. */
export const MESSAGE_SIZE = 1024;

/** One line of the log, `[err -22][pos 56][E @ checkHeader:31]incompatible kernel version`, and its form in an image. */
export interface Message {
  /** for the log, which may be a terminal: in one printable line, without a newline */
  readonly text: Uint8Array;
  /** for the STRING behind an ERROR */
  readonly payload: Uint8Array;
}

/** Puts the error and the position in front of a text, and keeps the whole within `MESSAGE_SIZE`. */
export function makeMessage(errno: Errno | undefined, pos: number, text: Uint8Array): Message {
  const error = errno === undefined ? "" : `[err ${-errnos[errno]}]`;
  const whole = Buffer.concat([Buffer.from(`${error}[pos ${pos}]`), text]);
  const longest = MESSAGE_SIZE - 2;
  const kept = whole.subarray(0, longest);
  const end = whole.length > longest ? [0] : [];
  return { text: printable(kept).subarray(0, longest), payload: new Uint8Array([0, ...kept, ...end]) };
}

/** As it is but for controls, which a comm can hold. */
function printable(text: Uint8Array): Uint8Array {
  return Buffer.from(toPrintable(getText(text, 0, text.length)));
}
