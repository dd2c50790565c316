import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { checkpointSync, procSource } from "../../checkpoint/index.ts";
import { describeError, Failure, named, naming } from "./failure.ts";
import { openLog } from "./open-log.ts";
import { openOutput } from "./output-file.ts";
import { complain, print, stdout } from "./terminal.ts";

interface Options {
  readonly output: string;
  readonly pid: number;
  readonly log?: string;
}

const notes = `
The file appears when the image is complete, or not at all; a pipe, a device or standard output gets the image as it
is written, and the reason where it fails. The identifier of the checkpoint goes to standard output, or to standard
error if the image goes to standard output.

Example:
  $ ckpt checkpoint --pid $$ --output shell.ckpt`;

/** Adds `ckpt checkpoint`. */
export function addCheckpoint(program: Command, finish: (code: number) => void): void {
  program
    .command("checkpoint")
    .description("Writes the image of a live process, as /proc shows it.")
    .requiredOption("--output <file>", "where the image goes; - is standard output")
    .option("--pid <n>", "the process; 0 is the caller, ckpt itself", parsePid, 0)
    .option("--log <file>", "where the reason goes if it fails; emptied first; - is standard output")
    .addHelpText("after", notes)
    .action((options: Options, command: Command) => {
      const { output, log } = options;
      if (log !== undefined && resolve(log) === resolve(output)) command.error("error: --log is the same as --output");
      finish(checkpoint(options));
    });
}

function parsePid(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError("a process is a number, 0 or more.");
  return Number(text);
}

function checkpoint({ output: file, pid, log }: Options): number {
  const logFd = openLog(log, file === "-" ? undefined : naming(file, () => statSync(file, { throwIfNoEntry: false })));
  const output = naming(file, () => openOutput(file));
  let identifier: number;
  let troubleWithTask: unknown;
  const task = (number: number) => {
    try {
      return procSource.task(number);
    } catch (error) {
      troubleWithTask = error;
      throw error;
    }
  };
  try {
    identifier = checkpointSync({ pid, fd: output.fd, logFd, source: { ...procSource, task } });
    output.commit();
  } catch (error) {
    output.discard();
    // The output has no part in that: the message tells the process.
    throw error === troubleWithTask ? new Failure(describeError(error), { cause: error }) : named(file, error);
  }
  const tell = output.fd === stdout ? complain : print;
  tell(`${identifier}\n`);
  return 0;
}
