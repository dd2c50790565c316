import { describeError, Failure } from "./failure.ts";
import { complain } from "./terminal.ts";

/** Says in one line what went wrong, and gives the exit code. With CKPT_DEBUG set, says where, too. */
export function reportFailure(error: unknown): number {
  report(describeError(error));
  if (process.env.CKPT_DEBUG && error instanceof Error) {
    const origin = error instanceof Failure && error.cause instanceof Error ? error.cause : error;
    complain(`${(origin.stack ?? "").split("\n").map(toLine).join("\n")}\n`);
  }
  return error instanceof Failure ? error.exitCode : 1;
}

/** Says something on standard error, in one line. */
export function report(message: string): void {
  complain(`ckpt: ${toLine(message)}\n`);
}

/** Controls, direction marks, line ends, lone surrogates: they must neither break a line nor drive a terminal. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A message in one printable line. File names and texts out of images may hold anything. */
export function toLine(message: string): string {
  return message.replace(unprintable, (character) => {
    const point = character.codePointAt(0) as number;
    // a byte that is no UTF-8 stands as U+DC00 + byte, see wire/text.ts
    const byte = point >= 0xdc80 && point <= 0xdcff ? point - 0xdc00 : point;
    return byte < 0x100 ? `\\x${byte.toString(16).padStart(2, "0")}` : `\\u{${byte.toString(16)}}`;
  });
}
