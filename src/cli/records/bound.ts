import type { Command } from "commander";
import type { Families } from "../../image/index.ts";

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
