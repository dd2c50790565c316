import { resolve } from "node:path";
import { Failure } from "./failure.ts";
import { findExecutable } from "./find-executable.ts";
import { type ProgramHead, readProgramHead } from "./program-head.ts";

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
