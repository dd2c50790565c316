/** Files on disk: read and written in spite of interruptions, replaced whole or not at all. */

export { isAbandoned } from "./abandoned.ts";
export { syncFolder } from "./folder.ts";
export { openOutput } from "./open-output.ts";
export { replaceFile, writeFile } from "./replace-file.ts";
export type { Output } from "./replacement.ts";
export { readSome, readWhole, writeAll } from "./transfer.ts";
