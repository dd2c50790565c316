import type { AnyCodec, View } from "../wire/index.ts";
import { payloadField, splitElements } from "./elements.ts";
import { type Leaf, leavesOf, type ValueLeaf } from "./leaves.ts";
import type { Role } from "./roles.ts";
import { surplusLeaf } from "./surplus.ts";
import { viewOf } from "./views.ts";

/** Bytes of a record up to which its fields are looked at: of a list, each element takes a hundred times its size. */
const largestRead = 2 ** 20;

/**
 * The leaves of a record, with a payload that has a role as what it is: text, or `tasks[0].vpid` and so on. Undefined
 * where not even the record's fixed part is there, and for a record of more than 1 MiB.
 */
export function recordLeaves(
  codec: AnyCodec,
  bytes: Uint8Array,
  role: Role | undefined,
  mostElements: number,
): Iterable<Leaf> | undefined {
  const view = bytes.length > largestRead ? undefined : viewOf(codec, bytes);
  if (view === undefined) return undefined;
  const leaves = allLeaves(codec, view, bytes, mostElements);
  return role === undefined ? leaves : leavesInRole(leaves, codec, role, mostElements);
}

function* allLeaves(codec: AnyCodec, view: View, bytes: Uint8Array, mostElements: number): Generator<Leaf> {
  yield* leavesOf(codec.layout, view, { bytes, byteOrder: codec.byteOrder, mostElements });
  yield* surplusLeaf(codec, view, bytes);
}

function* leavesInRole(leaves: Iterable<Leaf>, codec: AnyCodec, role: Role, mostElements: number): Generator<Leaf> {
  const payload = payloadField(codec.layout);
  for (const leaf of leaves) {
    if (leaf.kind === "value" && leaf.field === payload) yield* payloadLeaves(leaf, role, mostElements);
    else yield leaf;
  }
}

function* payloadLeaves(leaf: ValueLeaf, { name, struct }: Role, mostElements: number): Generator<Leaf> {
  if (struct === undefined) {
    yield { ...leaf, field: { ...leaf.field, display: "text" } };
    return;
  }
  const elements = splitElements(struct, leaf.value as Uint8Array);
  if (elements === undefined) {
    yield { ...leaf, note: `no whole number of ${struct.name}, ${struct.layout.size} bytes each` };
    return;
  }
  const { layout, byteOrder } = struct;
  for (const [i, bytes] of elements.slice(0, mostElements).entries()) {
    for (const inner of leavesOf(layout, struct.view(bytes), { bytes, byteOrder, mostElements })) {
      yield { ...inner, path: `${name}[${i}].${inner.path}` };
    }
  }
  const more = elements.length - mostElements;
  if (more > 0) yield { kind: "omitted", path: `${name}[${mostElements}..${elements.length - 1}]`, value: more };
}
