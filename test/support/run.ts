import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../src/cli/bin/", import.meta.url));

/** What a program printed and its exit code. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real `bytewright`, as built. */
export function bytewright(args: readonly string[], cwd?: string, input?: Uint8Array | string): Run {
  const run = spawnSync(process.execPath, [`${bin}bytewright.js`, ...args], { encoding: "utf8", cwd, input });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}
