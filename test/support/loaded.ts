import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Run } from "./run.ts";

const recorder = fileURLToPath(new URL("record-loads.cjs", import.meta.url));

/** Runs a program and gives the path or URL of every module that it loaded, too. */
export function runAndRecord(program: string, args: readonly string[], cwd: string): Run & { loaded: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-loaded-"));
  try {
    const LOADED = join(folder, "loaded");
    const run = spawnSync(process.execPath, ["--require", recorder, program, ...args], {
      encoding: "utf8",
      cwd,
      env: { ...process.env, LOADED },
    });
    const loaded = readFileSync(LOADED, "utf8").split("\n").filter(Boolean);
    return { code: run.status, stdout: run.stdout, stderr: run.stderr, loaded };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
