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
  const parts: Uint8Array[] = [];
  let used = 0;
  const next = (conversion: string): FormatArgument => {
    const argument = args[used++];
    if (argument === undefined) throw new TypeError(`no argument for ${conversion} in ${JSON.stringify(template)}`);
    return argument;
  };
  const expand = (conversion: string): Uint8Array => {
    if (conversion === "%%") return text("%");
    if (conversion === "%(T)") return describeTask(task);
    const mark = MARKS[conversion];
    if (mark === undefined) return convert(conversion, next(conversion));
    return Buffer.concat([text(`[${mark.label} `), convert(mark.conversion, next(conversion)), text("]")]);
  };
  for (const [index, part] of template.split(CONVERSION).entries()) {
    parts.push(index % 2 === 0 ? text(part) : expand(part));
  }
  if (used < args.length)
    throw new TypeError(`${args.length - used} arguments too many for ${JSON.stringify(template)}`);
  return Buffer.concat(parts);
}

// Split by this, a template's odd parts are its conversions; `%` and whatever follows, so that a wrong one is noticed.
const CONVERSION = /(%\(.\)|%(?:l|ll)?[diux]|%pS|%.)/s;

const MARKS: { readonly [mark: string]: { readonly label: string; readonly conversion: string } } = {
  "%(O)": { label: "obj", conversion: "%d" },
  "%(P)": { label: "ptr", conversion: "%p" },
  "%(S)": { label: "str", conversion: "%s" },
  "%(V)": { label: "sym", conversion: "%pS" },
};

function convert(conversion: string, argument: FormatArgument): Uint8Array {
  switch (conversion.at(-1)) {
    case "d":
    case "i":
      return text(BigInt.asIntN(widthOf(conversion), integer(conversion, argument)).toString());
    case "u":
      return text(BigInt.asUintN(widthOf(conversion), integer(conversion, argument)).toString());
    case "x":
      return text(BigInt.asUintN(widthOf(conversion), integer(conversion, argument)).toString(16));
    case "c":
      return Uint8Array.of(Number(BigInt.asUintN(8, integer(conversion, argument))));
    case "s":
      return string(argument);
    case "p":
      return text(address(conversion, argument));
    case "S":
      return typeof argument === "string" ? string(argument) : text(address(conversion, argument));
    default:
      throw new TypeError(`unknown conversion ${conversion}`);
  }
}

function widthOf(conversion: string): 32 | 64 {
  return conversion.includes("l") ? 64 : 32;
}

function integer(conversion: string, argument: FormatArgument): bigint {
  if (typeof argument === "bigint") return argument;
  if (typeof argument === "number" && Number.isInteger(argument)) return BigInt(argument);
  throw new TypeError(`${conversion} takes an integer, not ${String(argument)}`);
}

function address(conversion: string, argument: FormatArgument): string {
  return `0x${BigInt.asUintN(64, integer(conversion, argument)).toString(16)}`;
}

function string(argument: FormatArgument): Uint8Array {
  if (argument === null) return text("(null)");
  const bytes = argument instanceof Uint8Array ? argument : text(String(argument));
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function describeTask(task: MessageTask | undefined): Uint8Array {
  if (task === undefined) return text("[pid -1 tsk NULL]");
  return Buffer.concat([text(`[pid ${task.pid} tsk `), string(task.comm), text("]")]);
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
  const end = whole.length > longest ? [0] : [];
  return { text: printable(kept).subarray(0, longest), payload: new Uint8Array([0, ...kept, ...end]) };
}

/** As it is but for controls, which a comm can hold. */
function printable(text: Uint8Array): Uint8Array {
  return Buffer.from(toPrintable(getText(text, 0, text.length)));
}
