import {
  type AnyCodec,
  extentOf,
  type FieldLayout,
  type Layout,
  sizesOf,
  type TypeLayout,
  textSize,
  viewOf,
} from "../../wire/index.ts";
import { flattenValue } from "./flatten.ts";
import type { LayoutOf, NestedKind } from "./kind.ts";

export const flexible: NestedKind<"flexible"> = {
  describe: (type, kindOf) => kindOf(fixed(type)).describe(fixed(type), kindOf),
  toJson: (type, value, kindOf) => kindOf(fixed(type)).toJson(fixed(type), value, kindOf),
  fromJson: (type, json, path, kindOf) => kindOf(fixed(type)).fromJson(fixed(type), json, path, kindOf),
  fromText: (type, text, field, kindOf) => kindOf(fixed(type)).fromText?.(fixed(type), text, field, kindOf),
  flatten(type, value, place, all) {
    const left = place.size > 0 ? place.size : Math.max(0, all.bytes.length - place.offset);
    const size = value instanceof Uint8Array ? value.length : left;
    return flattenValue(fixed(type), value, { ...place, size }, all);
  },
};

/** The same with a length; which one is all the same here. */
function fixed({ as, element, stride }: LayoutOf<"flexible">): TypeLayout {
  return as === "list" ? { kind: "array", element, stride, length: 0 } : { kind: as, size: 0 };
}

/** Whether a value has as many elements, of a text bytes, as another one: in its place, it takes as much. */
export function hasAsMany({ kind }: TypeLayout, a: unknown, b: unknown): boolean {
  const count = (value: unknown) =>
    typeof value === "string" ? textSize(value) : (value as { readonly length: number }).length;
  return kind !== "flexible" || count(a) === count(b);
}

/** The bytes that end a record and mean what the one that announced it says; undefined if it has no such field. */
export function payloadField(layout: Layout): FieldLayout | undefined {
  const last = layout.members.at(-1);
  return last?.kind === "field" && last.type.kind === "flexible" && last.type.as === "bytes" ? last : undefined;
}

/** Where the fields of a record end, and how many bytes of zeros its layout has behind them. */
export function endOfFields({ layout, byteOrder }: AnyCodec, bytes: Uint8Array): readonly [end: number, slack: number] {
  if (layout.extended !== undefined) {
    const { known, end, fault } = extentOf(layout, viewOf(bytes), 0, byteOrder === "little", bytes.length);
    return [fault === undefined ? end : known, 0];
  }
  const { array, baseSize, count } = sizesOf(layout);
  if (array === undefined) return [baseSize, 0];
  const { as, stride } = array.type;
  if (count === undefined && as !== "list") return [bytes.length, 0];
  const room = Math.floor(Math.max(0, bytes.length - baseSize) / stride);
  const elements = count === undefined ? room : Number(count.read(viewOf(bytes), 0, byteOrder === "little"));
  return [array.offset + elements * stride, baseSize - array.offset];
}
