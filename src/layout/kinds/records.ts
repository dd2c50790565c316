import { innerFamily } from "../inner-family.ts";
import type { KindRules } from "./rules.ts";

/** Which family "own" is, the record knows that it is in. */
export const records: KindRules<"records"> = {
  measure({ family }) {
    const of = innerFamily(family as Exclude<typeof family, "own">);
    return { align: 1, type: { kind: "records", size: 0, family: family === "own" ? family : family.name, of } };
  },
};
