/** The generator: schema → check → lay out → emit → write. */

export { describeFailure } from "./failure.ts";
export type { Difference } from "./files.ts";
export { finish, generate, headerOf, type Job, prepare } from "./main.ts";
