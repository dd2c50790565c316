import { unexpected } from "../json/invalid-json.ts";
import type { LayoutOf, SimpleKind } from "./kind.ts";

export const float: SimpleKind<"float"> = {
  isNumber: ({ byteOrder }) => byteOrder === undefined,
  describe: ({ size }) => `f${size * 8}`,
  toJson: (_, value) => (Number.isFinite(value) && !Object.is(value, -0) ? (value as number) : float.show(value)),
  fromJson,
  show: (value) => (Object.is(value, -0) ? "-0" : String(value)),
};

/** What JSON has no numbers for. */
const notInJson: { readonly [text: string]: number } = {
  "-0": -0,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

function fromJson({ size }: LayoutOf<"float">, json: unknown, path: string): number {
  if (typeof json === "number") {
    if (size === 4 && !Number.isFinite(Math.fround(json)))
      throw unexpected(path, json, "at most 3.4028234e38 either way");
    return json;
  }
  const named = typeof json === "string" && Object.hasOwn(notInJson, json) ? notInJson[json] : undefined;
  if (named === undefined) throw unexpected(path, json, `a number, or one of ${Object.keys(notInJson).join(", ")}`);
  return named;
}
