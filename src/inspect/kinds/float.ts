import { unexpected } from "../json/invalid-json.ts";
import type { SimpleKind } from "./kind.ts";

/** What JSON has no numbers for. */
const notInJson = ["-0", "NaN", "Infinity", "-Infinity"];

export const float: SimpleKind<"float"> = {
  describe: ({ size }) => `f${size * 8}`,
  toJson: (_, value) => (Number.isFinite(value) && !Object.is(value, -0) ? (value as number) : float.show(value)),
  fromJson({ size }, json, path) {
    if (typeof json === "string" && notInJson.includes(json)) return Number(json);
    if (typeof json !== "number") throw unexpected(path, json, `a number, or one of ${notInJson.join(", ")}`);
    if (size === 4 && !Number.isFinite(Math.fround(json)))
      throw unexpected(path, json, "at most 3.4028234e38 either way");
    return json;
  },
  fromText: (_, text) => (notInJson.includes(text) ? text : undefined),
  show: (value) => (Object.is(value, -0) ? "-0" : String(value)),
};
