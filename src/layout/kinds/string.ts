import type { KindRules } from "./rules.ts";

export const string: KindRules<"string"> = { memoryOf: ({ size }) => 40 + size };
