/**
 * Runs drivers: generators that say what they want to read and write, on a file descriptor, a stream or bytes in memory.
 *
 *     const ctx = createContext();
 *     const { view } = runSync(readRecord(ctx, CkptHdrHeader), bytesPort(image));
 */

export * from "./effects.ts";
export { fdPort } from "./fd-port.ts";
export { bytesPort, gatheringPort } from "./memory-port.ts";
export { runAsync, runSync } from "./run.ts";
export { logTo, readFrom, writeTo } from "./stream-ports.ts";
