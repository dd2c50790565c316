import type { Layout } from "../wire/index.ts";
import { type Leaf, range } from "./leaves.ts";

/** What stands in a record behind its fields: bytes that its layout does not have, or slack that is not zero. */
export function* surplusLeaf(
  { layout }: { readonly layout: Layout },
  view: object,
  bytes: Uint8Array,
): Generator<Leaf> {
  const base = layout.record?.baseSize ?? layout.size;
  const [end, slack] = endOfFields(layout, base, view as { readonly [field: string]: unknown }, bytes.length);
  const value = bytes.subarray(end);
  if (bytes.length <= end + slack && value.every((byte) => byte === 0)) return;
  yield { kind: "surplus", path: `(surplus ${range(end, value.length)})`, value };
}

/** Where fields end, and how many bytes of zeros the layout has behind them. */
function endOfFields(
  { members }: Layout,
  base: number,
  view: { readonly [field: string]: unknown },
  size: number,
): readonly [end: number, slack: number] {
  for (const member of members) {
    if (member.kind === "padding" || member.type.kind !== "flexible") continue;
    const { as, count, stride } = member.type;
    if (count === undefined && as !== "list") return [size, 0];
    const elements = count === undefined ? Math.floor(Math.max(0, size - base) / stride) : Number(view[count]);
    return [member.offset + elements * stride, base - member.offset];
  }
  return [base, 0];
}
