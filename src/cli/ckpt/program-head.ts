import { closeSync, openSync } from "node:fs";
import { readSome } from "../../files/transfer.ts";
import { describeError, Failure } from "./failure.ts";

/** What a file's first bytes say of how the kernel executes it. */
export type ProgramHead =
  | { readonly kind: "program" }
  | { readonly kind: "script"; readonly interpreter: string; readonly argument: string | undefined }
  /** what the kernel refuses, and execvp(3) then has /bin/sh read */
  | { readonly kind: "neither" };

/** Bytes that the kernel looks at (BINPRM_BUF_SIZE). */
const HEAD_SIZE = 256;

/** @throws Failure with the exit code 126 if the file cannot be read: what it is cannot be told then */
export function readProgramHead(file: string): ProgramHead {
  let head: Buffer;
  try {
    head = readStart(file);
  } catch (cause) {
    throw new Failure(`${file}: ${describeError(cause)}`, { cause, exitCode: 126 });
  }
  if (head.subarray(0, 2).toString("latin1") === "#!") return parseScript(head);
  return { kind: isProgram(head) ? "program" : "neither" };
}

function readStart(file: string): Buffer {
  const fd = openSync(file, "r");
  try {
    const room = Buffer.alloc(HEAD_SIZE);
    return room.subarray(0, readSome(fd, room));
  } finally {
    closeSync(fd);
  }
}

/** As binfmt_script has it: all behind the interpreter is one argument. */
function parseScript(head: Buffer): ProgramHead {
  const [line = ""] = head.toString().split(/[\n\0]/, 1);
  const [, interpreter, end, argument] = /^#![ \t]*([^ \t]+)([ \t]*)(.*?)[ \t]*$/s.exec(line) ?? [];
  const isCut = end === "" && line.length === head.length && head.length === HEAD_SIZE;
  if (interpreter === undefined || isCut) return { kind: "neither" };
  return { kind: "script", interpreter, argument: argument || undefined };
}

/** ELF machines, each with the 32-bit one whose programs its kernels run, too. */
const RELATED: ReadonlyMap<number, number> = new Map([
  [62, 3], // x86-64, i386
  [183, 40], // aarch64, arm
  [21, 20], // ppc64, ppc
]);

function isProgram(head: Buffer): boolean {
  // Other systems have other formats.
  if (process.platform !== "linux") return true;
  const machine = machineOf(head);
  const own = machineOf(readStart(process.execPath));
  return machine !== undefined && own !== undefined && (machine === own || machine === RELATED.get(own));
}

/** The e_machine of an executable ELF file. */
function machineOf(head: Buffer): number | undefined {
  if (head.length < 52 || head.readUInt32BE() !== 0x7f454c46) return undefined;
  const isLittle = head[5] === 1;
  const half = (at: number) => (isLittle ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const [EXEC, DYN] = [2, 3];
  return [EXEC, DYN].includes(half(16)) ? half(18) : undefined;
}
