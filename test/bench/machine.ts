import { spawnSync } from "node:child_process";
import { cpus, release, totalmem, type as osType } from "node:os";
import type { Engine } from "./engines.ts";

/** Where results come from, a line each. */
export function describeMachine(engines: readonly Engine[]): string[] {
  const [cpu] = cpus();
  return [
    `Processor: ${cpu?.model ?? "unknown"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `System: ${osType()} ${release()}, ${process.arch}`,
    ...engines.map(({ version, v8 }) => `Node ${version}, V8 ${v8}`),
    `C: ${compiler()}`,
  ];
}

function compiler(): string {
  const run = spawnSync("gcc", ["--version"], { encoding: "utf8" });
  return run.status === 0 ? (run.stdout.split("\n")[0] as string) : "no gcc";
}
