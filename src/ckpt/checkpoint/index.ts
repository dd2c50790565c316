/** Checkpoints: of a running process, or of any source. The driver and its writers run by `bytewright/io`. */

export { CkptError, type CkptErrorDetail, type Errno, errnos } from "../ckpt-error.ts";
export { type CkptContext, createContext, type RunOptions } from "../context.ts";
export { type Debug, DebugLevel } from "../debug.ts";
export type { MessageTask } from "../message.ts";
export { type CheckpointOptions, checkpointBytes, checkpointStream, checkpointSync } from "./checkpoint.ts";
export * from "./driver.ts";
export { procSource } from "./proc.ts";
export * from "./source.ts";
