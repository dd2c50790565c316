import { parentPort, workerData } from "node:worker_threads";
import type { Loop } from "./loop.ts";

// Runs one variant in a thread of its own: see isolates.ts.
const { module, name } = workerData as { readonly module: string; readonly name: string };
const { loopOf } = (await import(module)) as { readonly loopOf: (name: string) => Loop };
const loop = loopOf(name);
parentPort?.on("message", (batches: number) => parentPort?.postMessage(loop(batches)));
parentPort?.postMessage("ready");
