/** Files on disk: read and written in spite of interruptions, replaced whole or not at all. */

export { isAbandoned } from "./abandoned.ts";
export { NotSyncedError, syncFolder } from "./folder.ts";
export { type Output, openOutput } from "./open-output.ts";
export { type OutputTarget, resolveOutput } from "./output-target.ts";
export { replaceFile, writeFile } from "./replace-file.ts";
export { readSome, readWhole, writeAll } from "./transfer.ts";
