/** Restarts: all checks of an image, and its task handed over. The driver and its readers run by `bytewright/io`. */

export { CkptError, type CkptErrorDetail, type Errno, errnos } from "../ckpt-error.ts";
export { type CkptContext, createContext, type RunOptions } from "../context.ts";
export { type Debug, DebugLevel } from "../debug.ts";
export { type KernelChoice, type KernelVersion, parseKernelVersion } from "../kernel-version.ts";
export type { MessageTask } from "../message.ts";
export * from "./driver.ts";
export * from "./readers.ts";
export type { AnyRecordCodec } from "./record-header.ts";
export type { Place } from "./refusal.ts";
export { type RestartOptions, restartBytes, restartStream, restartSync } from "./restart.ts";
