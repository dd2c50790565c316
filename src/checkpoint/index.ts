/** Checkpoints: of a running process, or of any source. The driver and its writers run by `bytewright/io`. */

export {
  type CkptContext,
  CkptError,
  type CkptErrorDetail,
  createContext,
  type Debug,
  DebugLevel,
  type Errno,
  errnos,
  type MessageTask,
  type RunOptions,
} from "../context/index.ts";
export { type CheckpointOptions, checkpointBytes, checkpointStream, checkpointSync } from "./checkpoint.ts";
export { checkpoint } from "./driver.ts";
export { procSource } from "./proc.ts";
export { type CheckpointSource, fixedSource, type TaskSnapshot, type UtsStrings } from "./source.ts";
export { writeBuffer, writePayloadHeader, writeRecord, writeString } from "./writers.ts";
