import { type AnyCodec, type Family, framedLength, framedType, type TypeLayout } from "../wire/index.ts";
import type { Unframed } from "./unframed.ts";

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
  const elements = elementsOf(codec);
  const isEndless = elements !== undefined && elements.count === undefined;
  const size = baseSize(codec);
  // Of records of no bytes there are any number.
  return isEndless || size === 0 ? undefined : size;
}

/** Bytes of the record at `at`, whose first `sizePrefixAt` bytes must fit. May be any number: see `checkSize`. */
export function sizeAt(family: Family, bytes: Uint8Array, at: number): number {
  if (family.framing.length !== undefined) return framedLength(family.framing, family.byteOrder, bytes, at);
  const codec = codecAt(family, bytes, at) as AnyCodec;
  return baseSize(codec) + elementsSize(codec, bytes, at);
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

function baseSize({ layout }: AnyCodec): number {
  return layout.record?.baseSize ?? layout.size;
}

/** Without a length in the header, only a count can tell how many elements follow. */
function elementsSize(codec: AnyCodec, bytes: Uint8Array, at: number): number {
  const { count, stride = 0 } = elementsOf(codec) ?? {};
  if (count === undefined) return 0;
  // In a view, as in C, fields of anonymous structs stand among the record's own.
  const view = codec.view(bytes.subarray(at, at + baseSize(codec))) as unknown as Record<string, number | bigint>;
  return Number(view[count]) * stride;
}

function elementsOf({ layout }: AnyCodec): Extract<TypeLayout, { kind: "flexible" }> | undefined {
  for (const member of layout.members) {
    if (member.kind === "field" && member.type.kind === "flexible") return member.type;
  }
  return undefined;
}
