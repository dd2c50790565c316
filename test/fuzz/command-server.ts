import { closeSync, openSync } from "node:fs";
import { main as bytewright } from "../../src/cli/bytewright/main.ts";
import { main as ckpt } from "../../src/cli/ckpt/main.ts";

const programs = { bytewright, ckpt };

export type ProgramName = keyof typeof programs;

/** What this process is asked: to run a program with these arguments. */
export interface Asked {
  readonly program: ProgramName;
  readonly args: readonly string[];
  /** the file that is standard input */
  readonly input: string;
}

/** What it answers: the exit code. What the command wrote is in the files that this process got for it. */
export interface Answered {
  readonly status: number;
}

process.on("message", async ({ program, args, input }: Asked) => {
  // The lowest number that is free, so that each command reads its input from the start.
  closeSync(0);
  openSync(input, "r");
  const answer: Answered = { status: await programs[program](args) };
  process.send?.(answer);
});
