import { isUtf8 } from "node:buffer";
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants as fs, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { isatty } from "node:tty";
import { attempt } from "../../files/attempt.ts";
import { isInForeground } from "../../files/proc-stat.ts";
import { quote } from "../../inspect/escape.ts";
import { getText } from "../../wire/text.ts";
import { describeError, Failure, isSystemError, naming } from "../program/failure.ts";
import { stdin } from "../program/terminal.ts";
import { type Invocation, invocationOf } from "./invocation.ts";

/**
 * All that end a program and can be caught, and some that a command may wait for. Not those of faults (BUS, FPE, ILL,
 * SEGV): a real one would come again without end. Node ignores PIPE, which its own writes raise.
 */
const forwarded = [
  ...(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF"] as const),
  ...(["SIGIO", "SIGPWR", "SIGXCPU", "SIGXFSZ", "SIGSTKFLT", "SIGCONT", "SIGWINCH"] as const),
  ...(["SIGABRT", "SIGTRAP", "SIGSYS"] as const),
];

/** Those that a terminal sends to all of its foreground process group, and so to the child itself. */
const fromTerminal: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGWINCH"];

/**
 * Runs a command whose /proc/PID/comm is `comm`, passes signals on to it, and gives its exit code, or 128 and the
 * number of the signal that ended it; 0 for a real-time signal, which Node cannot tell from a good end. `ready` is called
 * when the command has been found, before anything is made for it.
 *
 * @throws Failure if there is no such command (exit code 127), or it cannot be run (126)
 */
export async function runAsTask(comm: Uint8Array, command: readonly string[], ready: () => void): Promise<number> {
  const [typed = ""] = command;
  const name = nameOf(comm);
  const invocation = invocationOf(command);
  naming(tmpdir(), () => accessSync(tmpdir(), fs.W_OK | fs.X_OK));
  // What may wait for a reader comes before signals are caught: no handler runs meanwhile.
  ready();
  let child: ChildProcess | undefined;
  // From here to the child's start nothing waits: a signal that comes between is passed on then, and ends nothing that
  // would leave the link behind. One that comes after its end changes nothing: the exit code is the child's.
  forwardSignals(() => child);
  child = spawnAs(name, invocation);
  return await exitCodeOf(child, typed);
}

function forwardSignals(child: () => ChildProcess | undefined): void {
  const isAtTerminal = () => (process.platform === "linux" ? isInForeground() : isatty(stdin));
  const forward = (signal: NodeJS.Signals) => {
    if (!(fromTerminal.includes(signal) && isAtTerminal())) child()?.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
}

function exitCodeOf(child: ChildProcess, typed: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => {
      const exitCode = isSystemError(cause) && cause.code === "ENOENT" ? 127 : 126;
      reject(new Failure(`${typed}: ${describeError(cause)}`, { cause, exitCode }));
    });
    child.on("exit", (code, signal) => resolve(signal === null ? (code as number) : 128 + constants.signals[signal]));
  });
}

/** @throws Failure if no program can be started under a task's comm */
function nameOf(comm: Uint8Array): string {
  const name = getText(comm, 0, comm.length);
  const isImpossible = name === "" || name === "." || name === ".." || name.includes("/");
  // Node starts programs by strings only.
  const why = isImpossible ? "which no file can be named" : "which is no UTF-8";
  if (!isImpossible && isUtf8(comm)) return name;
  throw new Failure(`no command can run as the task: its comm is ${quote(name)}, ${why}`);
}

/**
 * Starts a program under a name, on this program's standard streams. The kernel takes the name from the last part of the
 * path: that of a link in a private folder, which is needed no longer when this returns.
 *
 * @throws Failure if the folder for temporary files does not take one
 */
function spawnAs(name: string, { file, argv0, args }: Invocation): ChildProcess {
  const folder = naming(tmpdir(), () => mkdtempSync(join(tmpdir(), "ckpt-")));
  try {
    const path = `${folder}/${name}`;
    naming(folder, () => symlinkSync(file, path));
    return spawn(path, args, { argv0, stdio: "inherit" });
  } finally {
    attempt(() => rmSync(folder, { recursive: true, force: true }));
  }
}
