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

/** A command that is bound: `describe` adds what it says of itself and takes, `run` gives its exit code. */
export function boundCommand<A extends unknown[]>(
  bound: Bound,
  name: string,
  notes: (bound: Bound) => string,
  describe: (command: Command) => Command,
  run: (...args: A) => number | Promise<number>,
): AddCommand {
  return (program, exitWith) => {
    const command = bound.addOptions(describe(program.command(name)));
    command.addHelpText("after", notes(bound)).action(exitWith(run));
  };
}
