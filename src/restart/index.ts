/** Restarts: all checks of an image, and its task handed over. The driver and its readers run by `bytewright/io`. */

export {
  type CkptContext,
  CkptError,
  type CkptErrorDetail,
  createContext,
  type Debug,
  DebugLevel,
  type Errno,
  errnos,
  type KernelVersion,
  type MessageTask,
  parseKernelVersion,
  type RunOptions,
} from "../context/index.ts";
export { type ImageOrigin, type ImageTask, type RestartResult, restart } from "./driver.ts";
export type { KernelChoice } from "./kernel.ts";
export {
  consume,
  type ReadRecord,
  readBuffer,
  readFlexibleRecord,
  readPayload,
  readRecord,
  readSizedString,
  readString,
} from "./readers.ts";
export type { AnyRecordCodec } from "./record-header.ts";
export type { Place } from "./refusal.ts";
export { type RestartOptions, restartBytes, restartStream, restartSync } from "./restart.ts";
export type { RestartTarget, RestoredTask } from "./target.ts";
