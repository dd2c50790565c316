import type { Command } from "commander";
import type { Families } from "../../image/index.ts";
import type { AddCommand } from "../program/program.ts";

/** What a program binds the commands for records to. */
export interface Bound {
  /** its name */
  readonly program: string;
  /** what stands before the file in examples: `--schema ckpt ` */
  readonly given: string;
  /** Adds the options that say what the records are. */
  addOptions(command: Command): Command;
  /** What tells the families, once what the options name is loaded. */
  open(options: object): Promise<FamiliesOf>;
}

/** The families that images with these starts can be of; without a start, all that there are. */
export type FamiliesOf = (...starts: readonly Uint8Array[]) => Promise<Families>;

/** A command for records, once it is bound. */
export type RecordCommand = (bound: Bound) => AddCommand;

/** A command to bind: `describe` adds what it says of itself and takes, `run` gives its exit code. */
export function recordCommand<A extends unknown[]>(
  name: string,
  notes: (bound: Bound) => string,
  describe: (command: Command, bound: Bound) => Command,
  run: (bound: Bound, ...args: A) => number | Promise<number>,
): RecordCommand {
  return (bound) => (program, exitWith) => {
    const command = bound.addOptions(describe(program.command(name), bound));
    command.addHelpText("after", notes(bound)).action(exitWith((...args: A) => run(bound, ...args)));
  };
}
