/** The generator: schema → check → lay out → emit → write. */

export { checkCode } from "./check/index.ts";
export type { Difference } from "./files.ts";
export type { Job } from "./job.ts";
export type { Language } from "./languages.ts";
export { finish, prepare, textIn } from "./main.ts";
