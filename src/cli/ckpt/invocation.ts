import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { attempt } from "../../files/attempt.ts";
import { isReplaced } from "../../files/output-target.ts";
import { reading, readSome } from "../../files/transfer.ts";
import { describeError, Failure } from "../program/failure.ts";

/** What is executed for a command: never a script, so that the name it is executed by reaches nobody as an argument. */
export interface Invocation {
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
  let found: Invocation = { file: findExecutable(name, ""), argv0: name, args };
  for (let scripts = 0; scripts <= MOST_SCRIPTS; scripts++) {
    const head = readHead(found.file);
    const script = parseScript(head);
    if (script !== undefined) found = interpreted(found, script);
    else if (isProgram(head)) return found;
    else throw cannotRun(found.file, "neither a program for this machine nor a script that names its interpreter");
  }
  throw cannotRun(found.file, "its interpreter is a script of a script, and so on");
}

function cannotRun(file: string, reason: string, cause?: unknown): Failure {
  return new Failure(`${file}: ${reason}`, { cause, exitCode: 126 });
}

function interpreted({ file, args }: Invocation, { interpreter, argument }: Script): Invocation {
  if (isReplaced(interpreter) || isReplaced(argument ?? "")) throw cannotRun(file, "its interpreter is no UTF-8");
  const isEnv = interpreter === "/usr/bin/env" || interpreter === "/bin/env";
  const find = (name: string) => findExecutable(name, `${file}: its interpreter `);
  if (isEnv && argument !== undefined && !/^-|=/.test(argument)) {
    return { file: find(argument), argv0: argument, args: [file, ...args] };
  }
  const given = argument === undefined ? [] : [argument];
  return { file: find(resolve(interpreter)), argv0: interpreter, args: [...given, file, ...args] };
}

/**
 * The file that a command names, in PATH or, with a slash in it, by itself; `whose` is said in front of what is wrong.
 *
 * @throws Failure as a shell has it: exit code 127 if there is none, 126 if it cannot be executed
 */
function findExecutable(command: string, whose: string): string {
  const path = command.includes("/") ? "" : (process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin");
  // An empty entry is the current folder.
  const folders = path.split(delimiter).filter((folder) => !isReplaced(folder));
  const files = command === "" ? [] : folders.map((folder) => resolve(folder, command));
  const found = files.find((file) => attempt(() => isExecutable(file)));
  if (found !== undefined) return found;
  throw files.some((file) => existsSync(file))
    ? new Failure(`${whose}${command}: not an executable file`, { exitCode: 126 })
    : new Failure(`${whose}${command}: command not found`, { exitCode: 127 });
}

function isExecutable(file: string): boolean {
  accessSync(file, constants.X_OK);
  return statSync(file).isFile();
}

/** Bytes that the kernel looks at to tell how it executes a file (BINPRM_BUF_SIZE). */
const HEAD_SIZE = 256;

/** @throws Failure with the exit code 126 if the file cannot be read: what it is cannot be told then */
function readHead(file: string): Buffer {
  try {
    const room = Buffer.alloc(HEAD_SIZE);
    const length = reading(file, (fd) => readSome(fd, room));
    return room.subarray(0, length);
  } catch (cause) {
    throw cannotRun(file, describeError(cause), cause);
  }
}

interface Script {
  readonly interpreter: string;
  readonly argument: string | undefined;
}

/** As binfmt_script has it: all behind the interpreter is one argument. */
function parseScript(head: Buffer): Script | undefined {
  const [line = ""] = head.toString().split(/[\n\0]/, 1);
  const [, interpreter, argument] = /^#![ \t]*([^ \t]+)[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  return interpreter === undefined ? undefined : { interpreter, argument: argument || undefined };
}

/** Where the head of an ELF file tells magic, class and byte order, and the machine. */
const machineAt = [0, 1, 2, 3, 4, 5, 18, 19];

/** Whether a file is a program as Node itself is one: the C library has a shell run others, by the name in the image. */
function isProgram(head: Buffer): boolean {
  // Other systems have other formats.
  if (process.platform !== "linux") return true;
  const own = readHead(process.execPath);
  return machineAt.every((at) => head[at] === own[at]);
}
