import { type ChildProcess, type SpawnSyncOptions, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";
import { makesAllRuns } from "../../support/all-runs.ts";
import { canShare, runInHost } from "../../support/program-host.ts";
import { quietEnvironment } from "../../support/quiet-environment.ts";

/** The compiled program. */
export const program = fileURLToPath(new URL("../../../src/cli/bin/ckpt.js", import.meta.url));

export interface Run {
  /** null where a signal ended it */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Buffer;
}

/** Runs the compiled program to its end: in CI, and where more is said of how, in a process of its own. */
export function ckpt(args: readonly string[], options: Omit<SpawnSyncOptions, "encoding"> = {}): Run {
  const { cwd, input, ...rest } = options;
  const request = {
    name: "ckpt",
    args,
    ...(cwd && { cwd: String(cwd) }),
    ...(input && { input: asBytes(input) }),
  } as const;
  if (makesAllRuns || Object.keys(rest).length > 0 || !canShare(request)) return ckptAlone(args, options);
  const { code, stdout, stderr } = runInHost(request);
  return { code, stdout: stdout.toString(), stderr: stderr.toString(), bytes: stdout };
}

function asBytes(input: string | NodeJS.ArrayBufferView): Uint8Array {
  return typeof input === "string"
    ? Buffer.from(input)
    : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
}

/** The same, in a process of its own always: for what takes much memory, or changes the process. */
export function ckptAlone(args: readonly string[], options: Omit<SpawnSyncOptions, "encoding"> = {}): Run {
  const run = spawnSync(process.execPath, [program, ...args], {
    env: quietEnvironment(),
    maxBuffer: 2 ** 28,
    ...options,
  });
  // null where the caller has redirected them
  const [stdout, stderr] = [run.stdout, run.stderr].map((output) => Buffer.from(output ?? "")) as [Buffer, Buffer];
  return { code: run.status, stdout: stdout.toString(), stderr: stderr.toString(), bytes: stdout };
}

/** Starts the program; all its standard streams are pipes, and it has no terminal, as signals are sent to it alone. */
export function startCkpt(args: readonly string[], env: NodeJS.ProcessEnv = quietEnvironment()): ChildProcess {
  return spawn(process.execPath, [program, ...args], { env, detached: true });
}

/** How a child ended: its code, or the signal's name. */
export function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => resolve(signal ?? code));
  });
}

/** Runs a shell command line in which `ckpt` is the program. */
export function shell(line: string, folder: string): Run {
  const script = `ckpt() { "${process.execPath}" "${program}" "$@"; }\n${line}`;
  const run = spawnSync("/bin/sh", ["-c", script], { cwd: folder, env: quietEnvironment() });
  return { code: run.status, stdout: run.stdout.toString(), stderr: run.stderr.toString(), bytes: run.stdout };
}

/** The complaint, which must be one printable line without a stack. */
export function complaintOf(run: Run): string {
  expect(run.stderr).toMatch(/^ckpt: [^\p{C}]+\n$/u);
  expect(run.stderr).not.toMatch(/\bat \S+ \(|node:internal|internal error/);
  return run.stderr.slice("ckpt: ".length, -1);
}

/** A folder that is removed after the tests. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ckpt-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file into a folder and gives its path. */
export function file(folder: string, name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Waits until a condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
