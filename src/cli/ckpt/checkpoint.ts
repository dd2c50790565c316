import { type Command, InvalidArgumentError } from "commander";
import { checkpointOn } from "../../ckpt/checkpoint/checkpoint.ts";
import type { SyncPort } from "../../io/effects.ts";
import { fdPort } from "../../io/fd-port.ts";
import { named, unwrap } from "../program/failure.ts";
import { writingTo } from "../program/output.ts";
import type { ExitWith } from "../program/program.ts";
import { complain, print, stdout } from "../program/terminal.ts";
import { logging } from "./log.ts";

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
export function addCheckpoint(program: Command, exitWith: ExitWith): void {
  program
    .command("checkpoint")
    .description("Writes the image of a live process, as /proc shows it.")
    .requiredOption("--output <file>", "where the image goes; - is standard output")
    .option("--pid <n>", "the process; 0 is the caller, ckpt itself", parsePid, 0)
    .option("--log <file>", "where the reason goes if it fails; emptied first; - is standard output")
    .addHelpText("after", notes)
    .action(exitWith(checkpoint));
}

function parsePid(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError("a process is a number, 0 or more.");
  return Number(text);
}

async function checkpoint({ output, pid, log: logFile }: Options): Promise<number> {
  await logging(logFile, output, async (log) => {
    const { identifier, tell } = await writingTo(output, (fd) => ({
      identifier: writeImage(output, { ...fdPort(fd), log }, pid),
      tell: fd === stdout ? complain : print,
    }));
    tell(`${identifier}\n`);
  });
  return 0;
}

function writeImage(output: string, port: SyncPort, pid: number): number {
  try {
    return checkpointOn(port, { pid });
  } catch (error) {
    // What is not the system's answer to a write has nothing to do with the output.
    throw unwrap(error) === error ? error : named(output, error);
  }
}
