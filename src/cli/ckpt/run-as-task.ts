import { isUtf8 } from "node:buffer";
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, existsSync, constants as fs, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { isatty } from "node:tty";
import { readStat } from "../../files/running-process.ts";
import { nameTemporary, removeAbandonedFolders } from "../../files/temporary-files.ts";
import { quote } from "../../inspect/escape.ts";
import { getText } from "../../wire/text.ts";
import { describeError, Failure, isSystemError, naming } from "./failure.ts";
import { type Invocation, invocationOf } from "./invocation.ts";
import { report, stdin } from "./terminal.ts";

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
  const [name = ""] = command;
  const invocation = invocationOf(command);
  checkLink(comm);
  // What may wait for a reader comes before signals are caught: no handler runs meanwhile.
  ready();
  let child: ChildProcess | undefined;
  // From here to the child's start nothing waits: a signal that comes between is passed on then, and ends nothing that
  // would leave the link behind. One that comes after its end changes nothing: the exit code is the child's.
  forwardSignals(() => child);
  return await withLink(comm, invocation.file, (path) => {
    // The kernel names a process after the last part of the path that it is executed by.
    child = spawnByBytes(path, invocation);
    return exitCodeOf(child, name);
  });
}

function forwardSignals(child: () => ChildProcess | undefined): void {
  const forward = (signal: NodeJS.Signals) => {
    if (!(fromTerminal.includes(signal) && isInForeground())) child()?.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
}

function exitCodeOf(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => {
      const exitCode = isSystemError(cause) && cause.code === "ENOENT" ? 127 : 126;
      reject(new Failure(`${name}: ${describeError(cause)}`, { cause, exitCode }));
    });
    child.on("exit", (code, signal) => resolve(signal === null ? (code as number) : 128 + constants.signals[signal]));
  });
}

/** Whether this process is in the foreground process group of its terminal, wherever its standard streams go. */
function isInForeground(): boolean {
  if (process.platform !== "linux") return isatty(stdin);
  const stat = readStat("self");
  // pgrp and tpgid. Nothing is to fail where they cannot be read, least of all a signal's handler.
  return stat !== undefined && stat[5] === stat[8];
}

/**
 * Makes a link to an executable for some work, in a private folder; its name is a task's comm, which can name one. Folders
 * that killed runs have left are removed.
 *
 * @throws Failure if the folder for temporary files does not take one
 */
async function withLink<T>(comm: Uint8Array, executable: string, work: (path: Uint8Array) => Promise<T>): Promise<T> {
  const kind = join(tmpdir(), "ckpt");
  removeAbandonedFolders(kind);
  const folder = nameTemporary(kind);
  naming(tmpdir(), () => mkdirSync(folder, 0o700));
  try {
    const path = Buffer.concat([Buffer.from(`${folder}/`), comm]);
    naming(folder, () => symlinkSync(executable, path));
    return await work(path);
  } finally {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // The exit code is the command's all the same.
      report(`${folder}: ${describeError(error)}`);
    }
  }
}

/** @throws Failure if no file can have a task's comm for its name, or the folder for temporary files takes none */
function checkLink(comm: Uint8Array): void {
  const name = getText(comm, 0, comm.length);
  if (name === "" || name === "." || name === ".." || name.includes("/")) {
    throw new Failure(`no command can run as the task: its comm is ${quote(name)}, which no file can be named`);
  }
  if (!isUtf8(comm) && !existsSync(perl)) {
    throw new Failure(
      `no command can run as the task: its comm is ${quote(name)}, which is no UTF-8 and takes ${perl}`,
    );
  }
  naming(tmpdir(), () => accessSync(tmpdir(), fs.W_OK | fs.X_OK));
}

const perl = "/usr/bin/perl";

/**
 * Starts a program by a path of any bytes, on this program's standard streams. Node starts programs by strings only, so a
 * path that is no UTF-8 is handed over to Perl, which leaves the environment and argv[0] as they are.
 */
function spawnByBytes(path: Uint8Array, { argv0, args }: Invocation): ChildProcess {
  if (isUtf8(path)) return spawn(Buffer.from(path).toString(), args, { argv0, stdio: "inherit" });
  // Without PERL_BADLANG it complains of locales that are not there.
  const isQuiet = process.env.PERL_BADLANG === undefined;
  const script = `${isQuiet ? "delete $ENV{PERL_BADLANG};" : ""} $path = pack "H*", shift; exec { $path } @ARGV;
    print STDERR "ckpt: the command cannot be run: $!\\n"; exit 126`;
  const hex = Buffer.from(path).toString("hex");
  // -C0: the bytes are no characters, whatever PERL_UNICODE says.
  return spawn(perl, ["-C0", "-e", script, hex, argv0, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...(isQuiet && { PERL_BADLANG: "0" }) },
  });
}
