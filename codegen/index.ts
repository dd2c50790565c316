/** The generator: schema → check → lay out → emit → write. */

export type { Difference } from "./files.ts";
export type { Job } from "./job.ts";
export { describeFailure, finish, headerOf, prepare } from "./main.ts";
