import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = dirname(createRequire(import.meta.url).resolve("bytewright/package.json"));
const shipped = join("test", "examples", "bash.ckpt");

process.exitCode = process.platform === "linux" ? showLive() : showShipped();

/** Checkpoints a process, looks at its image, and restarts it. */
function showLive(): number {
  const folder = mkdtempSync(join(tmpdir(), "ckpt-demo-"));
  const sleeper = spawn("sleep", ["60"], { stdio: "ignore" });
  const image = join(folder, "sleep.ckpt");
  const pid = String(sleeper.pid);
  const code =
    runAll(["checkpoint", "--pid", pid, "--output", image], ["inspect", image], ["verify", image]) ||
    runAll(["restart", image, "--", "cat", "/proc/self/comm"]);
  sleeper.kill();
  rmSync(folder, { recursive: true });
  return code;
}

/** Looks at an image that was made on Linux. */
function showShipped(): number {
  process.stdout.write(`Only Linux has processes to checkpoint; here is an image of one, ${shipped}.\n`);
  return runAll(["inspect", shipped], ["verify", "--kernel", "any", shipped], ["restart", "--kernel", "any", shipped]);
}

/** Runs one `ckpt` after another until one fails, each with its command line in front. */
function runAll(...runs: readonly (readonly string[])[]): number {
  for (const args of runs) {
    process.stdout.write(`\n$ ckpt ${args.join(" ")}\n`);
    const program = join(root, "src", "cli", "bin", "ckpt.js");
    const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: "inherit" });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
