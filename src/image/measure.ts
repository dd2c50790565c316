import {
  type AnyCodec,
  type Family,
  type FieldLayout,
  framedLength,
  framedType,
  type Layout,
  sizesOf,
  type TypeLayout,
  viewOf,
} from "../wire/index.ts";
import type { Unframed } from "./frame.ts";

/** Bytes from `offset` to the next multiple of `align`. */
export function paddingAt(offset: number, align: number): number {
  const over = offset % align;
  return over === 0 ? 0 : align - over;
}

/** The type of the record at `at`, whose header must fit; undefined in a family whose header has none. */
export function typeAt(family: Family, bytes: Uint8Array, at = 0): number | undefined {
  return family.framing.type && framedType(family.framing, family.byteOrder, bytes, at);
}

/**
 * Bytes of a record that `sizeAt` needs to see; its header must fit. Where they are more than there are, ask again with
 * as many: it may take still more. Undefined where nothing tells how many bytes the record has.
 */
export function sizePrefixAt(family: Family, bytes: Uint8Array, at: number): number | undefined {
  if (family.framing.length !== undefined) return family.framing.headerSize;
  const tellingSize = tellingSizeAt(family, bytes, at);
  if (bytes.length - at < tellingSize) return tellingSize;
  const codec = codecAt(family, bytes, at);
  if (codec === undefined) return undefined;
  const { array, baseSize: size } = sizesOf(codec.layout);
  const isEndless = array !== undefined && array.type.count === undefined;
  // Of records of no bytes there are any number.
  return isEndless || size === 0 ? undefined : size;
}

/** Bytes of the record at `at`, whose first `sizePrefixAt` bytes must fit. May be any number: see `checkSize`. */
export function sizeAt(family: Family, bytes: Uint8Array, at: number): number {
  if (family.framing.length !== undefined) return framedLength(family.framing, family.byteOrder, bytes, at);
  const { layout } = codecAt(family, bytes, at) as AnyCodec;
  const { array, baseSize, count } = sizesOf(layout);
  // Without a length in the header, only a count can tell how many elements follow.
  const elements = count === undefined ? 0 : Number(count.read(viewOf(bytes), at, family.byteOrder === "little"));
  return baseSize + elements * (array?.type.stride ?? 0);
}

/** Bytes of the record at `at`, or why there is none; `base` is where `bytes` stand in the image. */
export function measureRecord(family: Family, bytes: Uint8Array, at: number, base = 0): number | Unframed {
  const { headerSize } = family.framing;
  const [found, offset] = [bytes.length - at, base + at];
  if (found < headerSize) return { code: "header-cut", offset, found, expected: headerSize };
  const prefixSize = sizePrefixAt(family, bytes, at);
  if (prefixSize === undefined)
    return { code: "size-unknown", offset, found: typeAt(family, bytes, at) ?? 0, expected: 0 };
  if (found < prefixSize) return { code: "record-cut", offset, found, expected: prefixSize };
  const size = sizeAt(family, bytes, at);
  const wrong = checkSize(family, offset, size);
  if (wrong !== undefined) return wrong;
  return found < size ? { code: "record-cut", offset, found, expected: size } : size;
}

/** What is wrong with a record's size, if anything. */
export function checkSize(family: Family, offset: number, size: number): Unframed | undefined {
  const { headerSize } = family.framing;
  if (size < headerSize) return { code: "length-too-small", offset, found: size, expected: headerSize };
  if (offset + size <= Number.MAX_SAFE_INTEGER) return undefined;
  return { code: "length-too-large", offset, found: size, expected: Number.MAX_SAFE_INTEGER };
}

/**
 * Bytes that tell which record is at `at`, whose header must fit: its header's, or up to the field that tells records of
 * its type apart. A record may be shorter.
 */
export function tellingSizeAt(family: Family, bytes: Uint8Array, at = 0): number {
  const type = typeAt(family, bytes, at);
  return family.codecs.reduce((size, { layout: { record } }) => {
    const { when } = record ?? {};
    return when === undefined || record?.type !== type ? size : Math.max(size, when.offset + when.size);
  }, family.framing.headerSize);
}

/** The codec as far as the bytes tell that come first: what lies behind may be another record's, or cut off. */
function codecAt(family: Family, bytes: Uint8Array, at: number): AnyCodec | undefined {
  return family.codecAt(bytes.subarray(at, at + tellingSizeAt(family, bytes, at)));
}

/** A field that is as long as a count says or its record has room. */
export interface FlexibleField extends FieldLayout {
  readonly type: Extract<TypeLayout, { kind: "flexible" }>;
}

export function flexibleField({ members }: Layout): FlexibleField | undefined {
  return members.find((member): member is FlexibleField => member.kind === "field" && member.type.kind === "flexible");
}
