import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { makesAllRuns } from "./all-runs.ts";
import { canShare, runInHost } from "./program-host.ts";

const program = fileURLToPath(new URL("../../src/cli/bin/bytewright.js", import.meta.url));

/** What a program printed and its exit code. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real `bytewright`, as built: in CI each in a process of its own. */
export function bytewright(args: readonly string[], cwd?: string, input?: Uint8Array | string): Run {
  const request = { name: "bytewright", args, ...(cwd && { cwd }), ...(input && { input }) } as const;
  if (makesAllRuns || !canShare(request)) return bytewrightAlone(args, cwd, input);
  const { code, stdout, stderr } = runInHost(request);
  return { code, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** The same, in a process of its own always: for schemas that end it, or that fail in a timer. */
export function bytewrightAlone(args: readonly string[], cwd?: string, input?: Uint8Array | string): Run {
  const run = spawnSync(process.execPath, [program, ...args], { encoding: "utf8", cwd, input });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}
