/**
 * Runs drivers: generators that say what they want to read and write, on a file descriptor, a stream or bytes in memory.
 *
 *     const ctx = createContext();
 *     const { view } = runSync(readRecord(ctx, CkptHdrHeader), bytesPort(image));
 */

export { type Driver, type Effect, log, read, write } from "./effects.ts";
export { Interrupted, ReadFailed, WriteFailed } from "./errors.ts";
export { fdPort } from "./fd-port.ts";
export { bytesPort, gatheringPort } from "./memory-port.ts";
export type { AsyncPort, SyncPort } from "./port.ts";
export { readFrom } from "./readable-port.ts";
export { runAsync, runSync } from "./run.ts";
export { logTo, writeTo } from "./writable-port.ts";
