/** Layouts beside one another: as C has them, against what compilers say, and against older ones of themselves. */

export { type Breaks, breaksAnything, type Change, changes } from "./compat/changes.ts";
export { type Compared, compareSchemas } from "./compat/schemas.ts";
export { type Comparison, compareWith, type Difference, recordsByName } from "./differences.ts";
export { recordOf } from "./from-layout.ts";
export { notesOf } from "./notes.ts";
export { describe } from "./rows.ts";
export { type Notes, show } from "./show.ts";
