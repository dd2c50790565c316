import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Engine } from "./engines.ts";
import type { Group, Measured, Options } from "./group.ts";

const worker = fileURLToPath(new URL("worker.js", import.meta.url));

/** Runs a group by a Node: in a process of its own, so that no other group has taught the engine anything. */
export function runIn(engine: Engine, group: Group, options: Options): Measured {
  const run = spawnSync(engine.program, [worker, group.title, JSON.stringify(options)], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (run.status !== 0) return { unit: "", samples: [], notes: ["failed: what is above tells why"] };
  return JSON.parse(run.stdout) as Measured;
}
