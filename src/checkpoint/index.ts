export { type CheckpointOptions, checkpointBytes, checkpointStream, checkpointSync } from "./checkpoint.ts";
export { checkpoint } from "./driver.ts";
export { procSource } from "./proc.ts";
export { type CheckpointSource, fixedSource, type TaskSnapshot, type UtsStrings } from "./source.ts";
export { writeBuffer, writePayloadHeader, writeRecord, writeString } from "./writers.ts";
