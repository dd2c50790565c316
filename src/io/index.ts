export { type Driver, type Effect, log, read, write } from "./effects.ts";
export { Interrupted, ReadFailed, WriteFailed } from "./errors.ts";
export { fdPort } from "./fd-port.ts";
export { bytesPort, gatheringPort } from "./memory-port.ts";
export type { AsyncPort, SyncPort } from "./port.ts";
export { readFrom } from "./readable-port.ts";
export { runAsync, runSync } from "./run.ts";
export { logTo, writeTo } from "./writable-port.ts";
