import { execFileSync } from "node:child_process";

/** Runs a program that must succeed. */
export function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
