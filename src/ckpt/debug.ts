import { toPrintable } from "../wire/printable.ts";
import { callSite } from "./call-site.ts";
import { type FormatArgument, format } from "./format.ts";

/** What a debug line is about, as bits of a mask. */
export const DebugLevel = {
  /** set on every line that is not about a single record */
  BASE: 1,
  /** how a checkpoint or restart went */
  SYS: 2,
  /** every record that is read or written */
  RW: 4,
} as const;

/** Which debug lines are wanted, and where they go. */
export interface Debug {
  /** bits of `DebugLevel` */
  readonly mask: number;
  /** Takes one line without its newline. */
  print(line: string): void;
}

/** Debugging as the environment's CKPT_DEBUG asks for it, a mask in decimal or 0x…: to stderr; nothing by default. */
export function debugFromEnvironment(): Debug {
  return {
    mask: parseMask(process.env.CKPT_DEBUG ?? ""),
    print: (line) => void process.stderr.write(`${line}\n`),
  };
}

function parseMask(text: string): number {
  return /^(?:\d+|0x[0-9a-f]+)$/i.test(text) ? Number(BigInt.asUintN(31, BigInt(text))) : 0;
}

/** Prints a line if one of the `levels` it belongs to is wanted: `[pid:vpid:c/r:FUNCTION:LINE] text`. */
export function debug(to: Debug, levels: number, template: string, ...args: readonly FormatArgument[]): void {
  if ((to.mask & levels) === 0) return;
  // A process sees itself in one pid namespace only, so pid and vpid are the same number.
  const where = `[${process.pid}:${process.pid}:c/r:${callSite(debug)}]`;
  to.print(`${where} ${toPrintable(new TextDecoder().decode(format(template, args)))}`);
}
