import { isUtf8 } from "node:buffer";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** What is told a program: argv[0], and what follows it. */
export interface Arguments {
  readonly argv0: string;
  readonly args: readonly string[];
}

/**
 * Starts a program by a path of any bytes, on this program's standard streams. Node starts programs by strings only, so a
 * path that is no UTF-8 needs somebody to hand over to.
 */
export function spawnByBytes(path: Uint8Array, given: Arguments): ChildProcess {
  if (isUtf8(path)) return spawn(Buffer.from(path).toString(), given.args, { argv0: given.argv0, stdio: "inherit" });
  const { file, args, env } = existsSync(perl) ? throughPerl(path, given) : throughShell(path, given);
  return spawn(file, args, { stdio: "inherit", env: { ...process.env, ...env } });
}

/** How to start a program by way of another one. */
interface HandOver {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

const perl = "/usr/bin/perl";

/** Perl leaves the environment and argv[0] as they are. Without PERL_BADLANG it complains of locales that are not there. */
function throughPerl(path: Uint8Array, { argv0, args }: Arguments): HandOver {
  const isQuiet = process.env.PERL_BADLANG === undefined;
  const script = `${isQuiet ? "delete $ENV{PERL_BADLANG};" : ""} $path = pack "H*", shift; exec { $path } @ARGV;
    print STDERR "ckpt: the command cannot be run: $!\\n"; exit 126`;
  const hex = Buffer.from(path).toString("hex");
  // -C0: the bytes are no characters, whatever PERL_UNICODE says.
  return {
    file: perl,
    args: ["-C0", "-e", script, hex, argv0, ...args],
    ...(isQuiet && { env: { PERL_BADLANG: "0" } }),
  };
}

/**
 * A shell adds to the environment (PWD), may drop what has no shell variable's name, and can give another argv[0] only if
 * it has `exec -a`. The path stands in its script as digits, so that nothing of it is ever read as shell text, and no
 * variable is needed; a command substitution loses line ends at its end.
 */
export function throughShell(path: Uint8Array, { argv0, args }: Arguments): HandOver {
  const octal = Array.from(path, (byte) => `\\0${byte.toString(8).padStart(3, "0")}`).join("");
  const [lineEnds = ""] = /\n*$/.exec(Buffer.from(path).toString("latin1")) ?? [];
  const word = `"$(printf '%b' '${octal}')"'${lineEnds}'`;
  const script = `if (exec -a x true) 2>/dev/null; then exec -a "$0" ${word} "$@"; fi; exec ${word} "$@"`;
  return { file: "/bin/sh", args: ["-c", script, argv0, ...args] };
}
