import { toPrintable } from "../wire/printable.ts";
import { getText } from "../wire/text.ts";
import { type Errno, errnos } from "./errno.ts";

/** A task as messages name it. */
export interface MessageTask {
  readonly pid: number;
  readonly comm: Uint8Array;
}

/** Strings and bytes end at their first NUL, as C's do. */
export type FormatArgument = number | bigint | string | Uint8Array | null;

/**
 * Expands a message as C's printf does, in one pass: what an argument holds is never a format itself.
 *
 * Understands `%d %i %u %x %c %s %p %pS %%`, with `l` or `ll` for 64 bits, and the message marks `%(O)` (an object's
 * number), `%(P)` (a pointer), `%(S)` (a string), `%(V)` (a symbol: its name or address) and `%(T)` (the current
 * task; takes no argument).
 *
 * @throws TypeError for another conversion, and for missing or left-over arguments
 */
export function format(template: string, args: readonly FormatArgument[], task?: MessageTask): Uint8Array {
  let used = 0;
  const next = (conversion: string): FormatArgument => {
    const argument = args[used++];
    if (argument === undefined) throw new TypeError(`no argument for ${conversion} in ${JSON.stringify(template)}`);
    return argument;
  };
  const parts = template.split(CONVERSION).map((part, index): Uint8Array => {
    if (index % 2 === 0) return text(part);
    if (part === "%%") return text("%");
    if (part === "%(T)") return describeTask(task);
    const marked = MARKS[part];
    return marked === undefined ? convert(part, next(part)) : format(marked, [next(part)]);
  });
  if (used < args.length)
    throw new TypeError(`${args.length - used} arguments too many for ${JSON.stringify(template)}`);
  return Buffer.concat(parts);
}

// Split by this, a template's odd parts are its conversions; `%` and whatever follows, so that a wrong one is noticed.
const CONVERSION = /(%\(.\)|%(?:l|ll)?[diux]|%pS|%.)/s;

const MARKS: { readonly [mark: string]: string } = {
  "%(O)": "[obj %d]",
  "%(P)": "[ptr %p]",
  "%(S)": "[str %s]",
  "%(V)": "[sym %pS]",
};

const signed = (value: bigint, width: number) => BigInt.asIntN(width, value).toString();
const unsigned = (value: bigint, width: number) => BigInt.asUintN(width, value).toString();
const hexadecimal = (value: bigint, width: number) => BigInt.asUintN(width, value).toString(16);
const address = (value: bigint) => `0x${hexadecimal(value, 64)}`;
const character = (value: bigint) => String.fromCharCode(Number(BigInt.asUintN(8, value)));

/** What integers are shown as, by the letter that a conversion ends with. */
const INTEGERS: { readonly [letter: string]: (value: bigint, width: number) => string } = {
  d: signed,
  i: signed,
  u: unsigned,
  x: hexadecimal,
  p: address,
  S: address,
  c: character,
};

function convert(conversion: string, argument: FormatArgument): Uint8Array {
  const letter = conversion.at(-1) as string;
  if (letter === "s" || (letter === "S" && typeof argument === "string")) return string(argument);
  const show = INTEGERS[letter];
  if (show === undefined) throw new TypeError(`unknown conversion ${conversion}`);
  return Buffer.from(show(integer(conversion, argument), conversion.includes("l") ? 64 : 32), "latin1");
}

function integer(conversion: string, argument: FormatArgument): bigint {
  if (typeof argument === "bigint") return argument;
  if (typeof argument === "number" && Number.isInteger(argument)) return BigInt(argument);
  throw new TypeError(`${conversion} takes an integer, not ${String(argument)}`);
}

function string(argument: FormatArgument): Uint8Array {
  if (argument === null) return text("(null)");
  const bytes = argument instanceof Uint8Array ? argument : text(String(argument));
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function describeTask(task: MessageTask | undefined): Uint8Array {
  return task === undefined ? text("[pid -1 tsk NULL]") : format(`[pid ${task.pid} tsk %s]`, [task.comm]);
}

function text(characters: string): Uint8Array {
  return Buffer.from(characters, "utf8");
}

/** Bytes that a message may take in an image: a leading NUL, the text, and a final NUL where the text was cut. */
const MESSAGE_SIZE = 1024;

/** One line of the log, `[err -22][pos 56][E @ checkHeader:31]incompatible kernel version`, and its form in an image. */
interface Message {
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
  // As it is but for controls, which a comm can hold.
  const printable = Buffer.from(toPrintable(getText(kept, 0, kept.length)));
  const end = whole.length > longest ? [0] : [];
  return { text: printable.subarray(0, longest), payload: new Uint8Array([0, ...kept, ...end]) };
}
