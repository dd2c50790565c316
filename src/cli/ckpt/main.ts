import { runProgram } from "../program/main.ts";
import type { Commands } from "../program/program.ts";
import { recordCommands } from "../records/commands.ts";

const commands: Commands = {
  checkpoint: async () => (await import("./checkpoint.ts")).addCheckpoint,
  restart: async () => (await import("./restart.ts")).addRestart,
  verify: async () => (await import("./verify.ts")).addVerify,
  ...recordCommands(async () => (await import("./families.ts")).byImage),
};

const notes = `
A file - is standard input or output. Exit codes: 0 good, 1 bad image or failed, 2 usage;
of diff: 0 the same, 1 different, 2 failed or usage.

Example:
  $ ckpt verify bash.ckpt`;

/** Runs `ckpt` with these arguments and gives its exit code. */
export function main(args: readonly string[]): Promise<number> {
  const description = "Takes, restarts, checks, shows and edits checkpoint images.";
  return runProgram({ name: "ckpt", description, notes, commands }, args);
}
