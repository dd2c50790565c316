import type { AnyCodec, Family, Layout, TypeLayout } from "../wire/index.ts";

/** Sizes in bytes, from `least` to `least + span`. */
export interface FixedSize {
  readonly least: number;
  readonly span: number;
}

const anyMore = 2 ** 31 - 1;

/**
 * The sizes that a record must have for its codec to find nothing wrong with it, once its type is known. Undefined
 * where the codec looks at more than type and length: at constants, a count, or what tells records of one type apart.
 */
export function fixedSize({ layout }: AnyCodec, { framing }: Family): FixedSize | undefined {
  const { record } = layout;
  if (framing.length === undefined || record?.type === undefined || record.when !== undefined) return undefined;
  if (hasConstant(layout)) return undefined;
  const types = layout.members.flatMap((member) => (member.kind === "field" ? [member.type] : []));
  const flexible = types.find(isFlexible);
  const least = record.baseSize;
  if (flexible === undefined) return { least, span: 0 };
  const isPayload = flexible.kind === "flexible" && flexible.stride === 1 && flexible.count === undefined;
  return isPayload && framing.length.unit === 1 ? { least, span: anyMore } : undefined;
}

/** As many elements as there are, perhaps inside a struct at the end. */
function isFlexible(type: TypeLayout): boolean {
  if ("layout" in type) return type.layout.members.some((one) => one.kind === "field" && isFlexible(one.type));
  return type.kind === "flexible";
}

function hasConstant(layout: Layout): boolean {
  return layout.members.some((one) => one.kind === "field" && (one.constant !== undefined || holdsConstant(one.type)));
}

function holdsConstant(type: TypeLayout): boolean {
  if ("layout" in type) return hasConstant(type.layout);
  return "element" in type && holdsConstant(type.element);
}
