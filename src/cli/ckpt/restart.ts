import { type Command, InvalidArgumentError } from "commander";
import { commBytes } from "../../ckpt/message.ts";
import { restartOn } from "../../ckpt/restart/restart.ts";
import { fdPort } from "../../io/fd-port.ts";
import { toPrintable } from "../../wire/printable.ts";
import { readingFrom } from "../program/input.ts";
import type { ExitWith } from "../program/program.ts";
import { complain, print } from "../program/terminal.ts";
import { kernelOption } from "./kernel-option.ts";
import { logging } from "./log.ts";
import { describeRestored } from "./verdict.ts";

interface Options {
  readonly kernel?: string;
  readonly log?: string;
}

const notes = `
Checks all of the image, then prints what it restores: to standard output, or to standard error if a COMMAND has
standard output. The COMMAND runs under the task's comm (/proc/PID/comm), which must be UTF-8, and the exit code is the
COMMAND's: 128 + N if signal N ended it (but 0 for a real-time signal, which Node does not report), 127 if there is no
such command, 126 if it cannot be run. Of a script, the interpreter runs under the comm; behind #!/usr/bin/env NAME the
program of that name, but behind env with options (#!/usr/bin/env -S ...) env itself, and what it starts has a name of
its own.

Signals sent to ckpt are passed on to the COMMAND: INT, TERM, HUP, QUIT, ABRT, TRAP, SYS, USR1, USR2, ALRM, VTALRM, PROF,
IO, PWR, XCPU, XFSZ, STKFLT, CONT and WINCH. In the foreground of a terminal INT, QUIT and WINCH are not: the terminal
sends them to the COMMAND, too (Ctrl-C). KILL, BUS, FPE, ILL, SEGV and real-time signals end ckpt alone; TSTP, TTIN,
TTOU and STOP stop it alone; PIPE, URG and CHLD are ignored.

Examples:
  $ ckpt restart --kernel 2.6.37 bash.ckpt
  $ ckpt restart --kernel any bash.ckpt -- sleep 60`;

/** Adds `ckpt restart`. */
export function addRestart(program: Command, exitWith: ExitWith, args: readonly string[]): void {
  program
    .command("restart")
    .description("Checks an image and restores its task.")
    .usage("[options] <file> [-- COMMAND ...]")
    .argument("<file>", "the image; - is standard input, of which no more than the image is read")
    .argument("[command...]", "behind --: what runs as the restored task")
    .addOption(kernelOption())
    .option(
      "--log <file>",
      "where the reason goes if the image is refused; emptied first; - is standard output",
      parseLog,
    )
    .addHelpText("after", notes)
    .action(
      exitWith((file: string, command: string[], options: Options, self: Command) => {
        // A second file by mistake must not be run.
        if (command.length > 0 && command.length !== args.length - args.indexOf("--") - 1) {
          self.error("error: a command must stand behind --, after one file");
        }
        return restart(file, command, options);
      }),
    );
}

function parseLog(name: string): string {
  // What stands behind it would be taken for a second image.
  if (name === "--") throw new InvalidArgumentError("a file's name is missing.");
  return name;
}

async function restart(file: string, command: readonly string[], options: Options): Promise<number> {
  const image = file === "-" ? "/dev/stdin" : file;
  const result = await readingFrom(file, (fd) =>
    logging(options.log, image, (log) => restartOn({ ...fdPort(fd), log }, options)),
  );
  const restored = `${toPrintable(`${file}: ${describeRestored(result)}`)}\n`;
  if (command.length === 0) {
    print(restored);
    return 0;
  }
  const { runAsTask } = await import("./run-as-task.ts");
  return await runAsTask(commBytes(result.comm), command, () => complain(restored));
}
