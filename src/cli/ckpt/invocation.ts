import { accessSync, closeSync, constants, existsSync, openSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { readSome } from "../../files/transfer.ts";
import { describeError, Failure } from "./failure.ts";

/** What is executed for a command: never a script, so that the name it is executed by reaches nobody as an argument. */
interface Invocation {
  /** a program */
  readonly file: string;
  readonly argv0: string;
  readonly args: readonly string[];
}

/** Scripts that the kernel goes through, each the interpreter of the one before. */
const MOST_SCRIPTS = 5;

/**
 * What the kernel executes for a command in the end: for a script its interpreter, with the script as argument. `env NAME`
 * as interpreter stands for what it finds, which the kernel would name the process after.
 *
 * @throws Failure as a shell has it: exit code 127 if there is no such command or interpreter, 126 if it cannot be run
 */
export function invocationOf([name = "", ...args]: readonly string[]): Invocation {
  let found: Invocation = { file: findExecutable(name), argv0: name, args };
  for (let scripts = 0; scripts <= MOST_SCRIPTS; scripts++) {
    const head = readProgramHead(found.file);
    if (head.kind === "program") return found;
    if (head.kind === "neither") {
      throw cannotRun(found, "neither a program for this machine nor a script that names its interpreter");
    }
    found = interpreted(found, head);
  }
  throw cannotRun(found, "its interpreter is a script of a script, and so on");
}

function cannotRun({ file }: Invocation, reason: string): Failure {
  return new Failure(`${file}: ${reason}`, { exitCode: 126 });
}

function interpreted(
  { file, args }: Invocation,
  { interpreter, argument }: ProgramHead & { kind: "script" },
): Invocation {
  if (isEnv(interpreter) && argument !== undefined && !/^-|=/.test(argument)) {
    return { file: findInterpreter(file, argument), argv0: argument, args: [file, ...args] };
  }
  const given = argument === undefined ? [] : [argument];
  return { file: findInterpreter(file, resolve(interpreter)), argv0: interpreter, args: [...given, file, ...args] };
}

function isEnv(interpreter: string): boolean {
  return interpreter === "/usr/bin/env" || interpreter === "/bin/env";
}

function findInterpreter(script: string, name: string): string {
  try {
    return findExecutable(name);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`${script}: its interpreter ${error.message}`, { cause: error, exitCode: error.exitCode });
  }
}

/**
 * The file that a command names, in PATH or, with a slash in it, by itself.
 *
 * @throws Failure as a shell has it: exit code 127 if there is none, 126 if it cannot be executed
 */
function findExecutable(command: string): string {
  const candidates = command === "" ? [] : candidatesFor(command);
  const found = candidates.find(isExecutable);
  if (found !== undefined) return resolve(found);
  const isThere = candidates.some((path) => existsSync(path));
  throw isThere
    ? new Failure(`${command}: not an executable file`, { exitCode: 126 })
    : new Failure(`${command}: command not found`, { exitCode: 127 });
}

function candidatesFor(command: string): string[] {
  if (command.includes("/")) return [command];
  const path = process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin";
  // An empty entry is the current folder.
  return path.split(delimiter).map((folder) => join(folder || ".", command));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What a file's first bytes say of how the kernel executes it. */
type ProgramHead =
  | { readonly kind: "program" }
  | { readonly kind: "script"; readonly interpreter: string; readonly argument: string | undefined }
  /** what the kernel refuses, and execvp(3) then has /bin/sh read */
  | { readonly kind: "neither" };

/** Bytes that the kernel looks at (BINPRM_BUF_SIZE). */
const HEAD_SIZE = 256;

/** @throws Failure with the exit code 126 if the file cannot be read: what it is cannot be told then */
function readProgramHead(file: string): ProgramHead {
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
