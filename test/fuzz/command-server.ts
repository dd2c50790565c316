import { closeSync, openSync } from "node:fs";
import { main } from "../../src/cli/ckpt/main.ts";

/** What this process is asked: to run `ckpt` with these arguments. */
export interface Asked {
  readonly args: readonly string[];
  /** the file that is standard input */
  readonly input: string;
}

/** What it answers: the exit code. What the command wrote is in the files that this process got for it. */
export interface Answered {
  readonly status: number;
}

process.on("message", async ({ args, input }: Asked) => {
  // The lowest number that is free, so that each command reads its input from the start.
  closeSync(0);
  openSync(input, "r");
  const answer: Answered = { status: await main(args) };
  process.send?.(answer);
});
