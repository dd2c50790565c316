import { cpus, type as osType, release, totalmem } from "node:os";
import { compilerVersion } from "./c-program.ts";
import type { Engine } from "./engines.ts";

/** Where results come from, a line each. */
export function describeMachine(engines: readonly Engine[]): string[] {
  const [cpu] = cpus();
  return [
    `Processor: ${cpu?.model ?? "unknown"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `System: ${osType()} ${release()}, ${process.arch}`,
    ...engines.map(({ version, v8 }) => `Node ${version}, V8 ${v8}`),
    `C: ${compilerVersion() ?? "no gcc"}`,
  ];
}
