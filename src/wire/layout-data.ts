import { deepFreeze } from "./freeze.ts";
import type { BitRange, FieldLayout, Layout, PaddingLayout, PartLayout, RecordLayout, TypeLayout } from "./layout.ts";

/** What is said of a bit field beside its name and place. */
export type BitField = Pick<FieldLayout, "size" | "type" | "bits">;
type More = Partial<Omit<FieldLayout, "kind" | "name" | "offset" | "size" | "type" | "bits">>;
/** A field: name, offset, type, and what else is said of it. */
export type MemberData = readonly [string, number, TypeLayout | BitField, More?] | PaddingLayout;

/** The layout of a struct as generated modules write it. */
export function structLayout(
  name: string,
  size: number,
  align: number,
  members: () => readonly MemberData[],
  more: Partial<Pick<Layout, "as" | "abi" | "baseSize" | "tag" | "kind" | "record" | "extended">> = {},
): Layout {
  return deepFreeze<Layout>({
    name,
    kind: "struct",
    abi: "x86_64",
    size,
    align,
    ...more,
    members: members().map(memberOf),
  });
}

export function unionLayout(...[name, size, align, members, more]: Parameters<typeof structLayout>): Layout {
  return structLayout(name, size, align, members, { ...more, kind: "union" });
}

export function recordLayout(
  name: string,
  size: number,
  align: number,
  record: Omit<RecordLayout, "baseSize"> & { readonly baseSize?: number },
  members: () => readonly MemberData[],
  more?: Parameters<typeof structLayout>[4],
): Layout {
  return structLayout(name, size, align, members, { ...more, record: { baseSize: size, ...record } });
}

/** A hole. */
export function padding(offset: number, size: number, bits?: BitRange): PaddingLayout {
  return { kind: "padding", offset, size, ...(bits && { bits }) };
}

/** A part: name, type, and what else is said of it. */
export function part(name: string, type: TypeLayout, more: Partial<PartLayout> = {}): PartLayout {
  return { kind: "field", name, offset: 0, size: sizeOf(type), type, ...more };
}

function memberOf(data: MemberData): FieldLayout | PaddingLayout {
  if ("kind" in data) return data;
  const [name, offset, of, more] = data;
  const field = "type" in of ? of : { size: sizeOf(of), type: of };
  return { kind: "field", name, offset, ...field, ...more };
}

/** Bytes of a type; 0 for a flexible array. */
export function sizeOf(type: TypeLayout): number {
  if ("layout" in type) return type.layout.size;
  if ("element" in type) return type.kind === "array" ? type.stride * type.length : 0;
  return "size" in type ? type.size : 1;
}
