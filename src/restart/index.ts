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
export { type RestartOptions, restartBytes, restartStream, restartSync } from "./restart.ts";
export type { RestartTarget, RestoredTask } from "./target.ts";
