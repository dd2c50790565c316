/** The generator: schema → check → lay out → emit → write. */

export { describeFailure } from "./failure.ts";
export type { Difference } from "./files.ts";
export type { Job } from "./job.ts";
export { finish, generate, headerOf, prepare } from "./main.ts";
export { sourceFilesOf } from "./source-files.ts";
