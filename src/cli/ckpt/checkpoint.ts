import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { checkpointOn } from "../../ckpt/checkpoint/checkpoint.ts";
import { procSource } from "../../ckpt/checkpoint/proc.ts";
import { LOG_FD_NONE } from "../../ckpt/context.ts";
import { signalsReleased } from "../../files/temporary-files.ts";
import { fdPort } from "../../io/fd-port.ts";
import { describeError, Failure, named, naming } from "./failure.ts";
import { isSameOutput, type Log, type Output, openLog, openOutput } from "./output.ts";
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
    .action(async (options: Options, command: Command) => {
      const { output, log } = options;
      if (log !== undefined && resolve(log) === resolve(output)) command.error("error: --log is the same as --output");
      finish(await checkpoint(options));
    });
}

function parsePid(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError("a process is a number, 0 or more.");
  return Number(text);
}

async function checkpoint({ output: file, pid, log: logFile }: Options): Promise<number> {
  const log = openLog(logFile, (name) => isSameOutput(name, file));
  try {
    const output = naming(file, () => openOutput(file));
    const identifier = await writeImage(output, file, pid, log);
    const tell = output.fd === stdout ? complain : print;
    tell(`${identifier}\n`);
  } catch (error) {
    log.explain(error);
    throw error;
  }
  return 0;
}

async function writeImage(output: Output, file: string, pid: number, log: Log): Promise<number> {
  let troubleWithTask: unknown;
  const task = (number: number) => {
    try {
      return procSource.task(number);
    } catch (error) {
      troubleWithTask = error;
      throw error;
    }
  };
  const reasons: Uint8Array[] = [];
  try {
    const port = { ...fdPort(output.fd, LOG_FD_NONE), log: (line: Uint8Array) => void reasons.push(line) };
    const identifier = checkpointOn(port, { pid, source: { ...procSource, task } });
    output.commit();
    await signalsReleased();
    return identifier;
  } catch (error) {
    output.discard();
    await signalsReleased();
    for (const reason of reasons) log.write(reason);
    // The output has no part in that: the message tells the process.
    throw error === troubleWithTask ? new Failure(describeError(error), { cause: error }) : named(file, error);
  }
}
