/** The generator: schema → check → lay out → emit → write. */

export { describeFailure } from "./failure.ts";
export { type Difference, writeText } from "./files.ts";
export { generate, headerOf, type Job } from "./main.ts";
