import type { KindRules } from "./rules.ts";

export const bytes: KindRules<"bytes"> = { memoryOf: ({ size }) => 240 + size };
