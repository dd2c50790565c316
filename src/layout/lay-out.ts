import { deepFreeze } from "../../schema/dsl/freeze.ts";
import type { Field, StructDefinition, UnionDefinition } from "../../schema/dsl/types.ts";
import type { FieldLayout, Layout } from "../wire/layout.ts";
import type { Abi } from "./abi.ts";
import { fieldLayout, placeField } from "./field-layout.ts";
import { bitRangeOf, hole, withHoles } from "./holes.ts";
import { type Mark, markFields } from "./mark-field.ts";
import { present } from "./present.ts";
import { roundUp } from "./round-up.ts";

/** A member and the name it stands under. */
export type Member = readonly [name: string, field: Field];

/** What a struct, union or record says of itself as a whole. */
export interface Aggregate {
  readonly kind: "struct" | "union" | "record";
  readonly name: string;
  readonly doc: string | undefined;
  readonly align: number | undefined;
  readonly packed: boolean;
  readonly tag?: UnionDefinition["tag"];
}

const known = new WeakMap<Abi, WeakMap<StructDefinition | UnionDefinition, Layout>>();

/**
 * Lays a struct or union out as a C compiler for `abi` does. The definition must be free of faults: see `checkSchema`.
 * The same definition gives the same object again.
 *
 *     layOut(struct("s", { fields: { a: u8, b: u32 } }), abis.x86_64)
 *     // { name: "s", kind: "struct", abi: "x86_64", size: 8, align: 4, members: [a at 0, 3 bytes of padding, b at 4] }
 */
export function layOut(definition: StructDefinition | UnionDefinition, abi: Abi): Layout {
  const ofAbi = known.get(abi) ?? new WeakMap();
  known.set(abi, ofAbi);
  const layout = ofAbi.get(definition) ?? deepFreeze(layOutMembers(definition, Object.entries(definition.fields), abi));
  ofAbi.set(definition, layout);
  return layout;
}

/**
 * Puts members one after another (of a union: all at 0), each at the next place its alignment allows. The size is
 * rounded up to the alignment, so that arrays of it stay aligned: C11 6.7.2.1, 15 to 17.
 */
export function layOutMembers(aggregate: Aggregate, members: readonly Member[], abi: Abi): Layout {
  const fields: FieldLayout[] = [];
  let end = 0;
  let align = aggregate.align ?? 1;
  for (const [name, { facts }] of members) {
    const place = placeField(facts, aggregate.packed, aggregate.kind === "union" ? 0 : end, abi);
    end = Math.max(end, place.at + place.width);
    align = Math.max(align, place.align);
    fields.push(...fieldLayout(name, facts, place, abi));
  }
  const size = roundUp(end, align * 8) / 8;
  const layout: Layout = {
    name: aggregate.name,
    kind: aggregate.kind === "union" ? "union" : "struct",
    ...present({ doc: aggregate.doc, tag: aggregate.tag }),
    abi: abi.name,
    size,
    align,
    members: aggregate.kind === "union" ? withTail(fields, size) : withHoles(fields, size),
  };
  return markFields(layout, marksBy(fields));
}

/** Of a union only the bits that no member reaches are a hole. */
function withTail(fields: readonly FieldLayout[], size: number): Layout["members"] {
  const ends = fields.map(bitRangeOf).map(({ at, width }) => at + width);
  return [...fields, ...hole(Math.max(0, ...ends), size * 8)];
}

/** What the members of a struct say of others beside them: which counts an array, and which is the tag of a union. */
function marksBy(fields: readonly FieldLayout[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  const add = (name: string, mark: Mark) => marks.set(name, { ...marks.get(name), ...mark });
  for (const { name, type } of fields) {
    if (type.kind === "flexible" && type.count !== undefined) add(type.count, { counts: name });
    if (type.kind === "union" && type.layout.tag !== undefined && name !== "")
      add(type.layout.tag.field, { tags: name });
  }
  return marks;
}
