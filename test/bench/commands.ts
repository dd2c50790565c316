import { spawnSync } from "node:child_process";
import { type Samples, takeTurns } from "./measure.ts";
import { root } from "./root.ts";

/** A whole process, from its start to its end: of this Node, or of another program. */
export interface ProcessCommand {
  readonly name: string;
  readonly program?: string;
  readonly args: readonly string[];
  /** what it must print; without this, nothing */
  readonly prints?: string | RegExp;
  /** Makes things as they must be found; not timed. */
  prepare?(): void;
}

export const emptyNode: ProcessCommand = { name: "node -e 0", args: ["-e", "0"] };

/** Milliseconds of each command in each round. What it prints is checked each time. */
export async function timeCommands(commands: readonly ProcessCommand[], rounds: number): Promise<Samples[]> {
  const timers = commands.map((command) => ({ name: command.name, rounds, time: () => timeOf(command) }));
  return await takeTurns(timers);
}

const MOST_OUTPUT = 2 ** 26;

/** Runs a command once. */
export function timeOf(command: ProcessCommand): number {
  command.prepare?.();
  const start = process.hrtime.bigint();
  const options = { ...surroundings(), encoding: "utf8", maxBuffer: MOST_OUTPUT } as const;
  const { stdout, stderr, status } = spawnSync(command.program ?? process.execPath, command.args, options);
  const taken = Number(process.hrtime.bigint() - start) / 1e6;
  const { name, prints = "" } = command;
  const right = typeof prints === "string" ? stdout === prints : prints.test(stdout);
  if (status !== 0 || !right) throw new Error(`${name}: exit code ${status}, printed ${stdout}${stderr}`);
  return taken;
}

/** Loaded before a program, this tells on descriptor 3 how much memory it had at most. */
const memoryReporter = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync, writeSync } from "node:fs";
  process.once("exit", () => {
    const status = "/proc/self/status";
    const found = existsSync(status) ? /VmHWM:\\s*(\\d+) kB/.exec(readFileSync(status, "utf8")) : null;
    writeSync(3, String(found ? found[1] : process.resourceUsage().maxRSS));
  });`)}`;

/** MiB of memory that a command holds at most. */
export function peakMemoryOf({ name, args }: ProcessCommand): number {
  const run = spawnSync(process.execPath, ["--import", memoryReporter, ...args], {
    ...surroundings(),
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  if (run.status !== 0) throw new Error(`${name}: exit code ${run.status}, printed ${run.stderr}`);
  return Number(String(run.output[3])) / 1024;
}

function surroundings(): { cwd: string; env: NodeJS.ProcessEnv } {
  const { NODE_OPTIONS, ...env } = process.env;
  return { cwd: root, env };
}
