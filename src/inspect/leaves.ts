import type { ByteOrder, FieldLayout, Layout, PaddingLayout, TypeLayout } from "../wire/index.ts";
import { unusedBytes } from "./unused-bytes.ts";

/** One thing that a record holds, at the end of all nesting. */
export type Leaf = ValueLeaf | UnusedLeaf | SurplusLeaf | OmittedLeaf;

/** A number, a text or bytes. */
export interface ValueLeaf {
  readonly kind: "value";
  /** `constants.uts_release_len`, `groups[3]` */
  readonly path: string;
  readonly field: FieldLayout;
  /** of the field, or of the array element */
  readonly type: TypeLayout;
  readonly value: unknown;
  /** what there is to say of it beside its meaning */
  readonly note?: string;
}

/** A reserved field or a hole. */
export interface UnusedLeaf {
  readonly kind: "unused";
  /** the field's path, or `(hole 26..31)` with the offsets of the bytes it touches, `(hole 4, bits 2..3)` */
  readonly path: string;
  /** its bytes; of a part of bytes, the other bits are 0 here */
  readonly value: Uint8Array;
  /** whether the bytes are one number, in the image's byte order */
  readonly isNumber: boolean;
}

/** Bytes of a record behind all that its layout has. */
export interface SurplusLeaf {
  readonly kind: "surplus";
  /** `(surplus 40..47)` */
  readonly path: string;
  readonly value: Uint8Array;
}

/** Elements of an array that were not asked for. */
export interface OmittedLeaf {
  readonly kind: "omitted";
  /** `groups[16..999]` */
  readonly path: string;
  readonly value: number;
}

/** What is the same for all of a record. */
export interface LeafSource {
  /** the record's bytes and nothing else */
  readonly bytes: Uint8Array;
  readonly byteOrder: ByteOrder;
  /** elements to give of each array */
  readonly mostElements: number;
}

type Fields = { readonly [name: string]: unknown };

/** The leaves of a record in the order in which they stand, without the header's type and length. */
export function leavesOf(layout: Layout, view: object, source: LeafSource): Generator<Leaf> {
  return structLeaves(layout, view as Fields, 0, "", source);
}

function* structLeaves(
  layout: Layout,
  fields: Fields,
  base: number,
  prefix: string,
  source: LeafSource,
): Generator<Leaf> {
  const elements = elementsStart(layout);
  for (const member of layout.members) {
    const path = member.kind === "field" ? prefix + member.name : "";
    if (member.kind === "padding" && member.offset >= elements) continue;
    if (member.kind === "padding" || member.reserved) {
      const value = unusedBytes(member, base, source);
      const hole = member.kind === "padding" ? holeName(member, base) : "";
      yield { kind: "unused", path: path || prefix + hole, value, isNumber: isNumber(member) };
    } else if (member.name === "" && "layout" in member.type) {
      yield* structLeaves(member.type.layout, fields, base + member.offset, prefix, source);
    } else if (!member.derived && fields[member.name] !== undefined) {
      yield* valueLeaves(member, member.type, fields[member.name], base + member.offset, path, source);
    }
  }
}

/**
 * Where the elements of a flexible array begin. That may be in the hole at the end of its struct (`groups[0]` at 12 of
 * 16): then the hole is its elements.
 */
function elementsStart({ members }: Layout): number {
  const array = members.at(-1)?.kind === "padding" ? members.find(isFlexible) : undefined;
  return array?.offset ?? Number.POSITIVE_INFINITY;
}

function isFlexible(member: Layout["members"][number]): boolean {
  return member.kind === "field" && member.type.kind === "flexible";
}

function holeName({ offset, size, bits }: PaddingLayout, base: number): string {
  const first = bits && bits.at - offset * 8;
  const part = bits === undefined ? "" : `, bits ${range(first as number, bits.width)}`;
  return `(hole ${range(base + offset, size)}${part})`;
}

/** `4`, `26..31` */
export function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start}..${start + count - 1}`;
}

function isNumber(member: FieldLayout | PaddingLayout): boolean {
  if (member.kind === "padding" || member.bits !== undefined) return false;
  const { type } = member;
  return (type.kind === "integer" || type.kind === "float") && type.byteOrder === undefined;
}

function* valueLeaves(
  field: FieldLayout,
  type: TypeLayout,
  value: unknown,
  base: number,
  path: string,
  source: LeafSource,
): Generator<Leaf> {
  if ("layout" in type) {
    yield* structLeaves(type.layout, value as Fields, base, `${path}.`, source);
  } else if ("element" in type && Array.isArray(value)) {
    const given = Math.min(value.length, source.mostElements);
    for (let i = 0; i < given; i++) {
      yield* valueLeaves(field, type.element, value[i], base + i * type.stride, `${path}[${i}]`, source);
    }
    if (given < value.length) {
      yield { kind: "omitted", path: `${path}[${given}..${value.length - 1}]`, value: value.length - given };
    }
  } else {
    yield { kind: "value", path, field, type, value };
  }
}
