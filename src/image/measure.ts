import {
  extendedSize,
  extentOf,
  type Family,
  framedLength,
  framedType,
  leastSize,
  once,
  type RecordType,
  sizesOf,
  viewOf,
} from "../wire/index.ts";
import type { Unframed } from "./frame.ts";

/** Bytes from `offset` to the next multiple of `align`. */
export function paddingAt(offset: number, align: number): number {
  const over = offset % align;
  return over === 0 ? 0 : align - over;
}

/** The type of the record at `at`, whose header must fit; undefined in a family whose header has none. */
export function typeAt(family: Family, bytes: Uint8Array, at = 0): RecordType | undefined {
  return family.framing.type && framedType(family.framing, family.byteOrder, bytes, at);
}

/**
 * Bytes of the record at `at` by what its start tells, or why there is none; `base` is where `bytes` stand in the image.
 * Where the start is cut, ask again with as many bytes as are expected: it may take still more.
 */
export function toldSize(family: Family, bytes: Uint8Array, at: number, base = 0): number | Unframed {
  const { framing, byteOrder } = family;
  const { headerSize } = framing;
  const [found, offset] = [bytes.length - at, base + at];
  if (found < headerSize) return { code: "header-cut", offset, found, expected: headerSize };
  const size = framing.length ? framedLength(framing, byteOrder, bytes, at) : sizeByCodec(family, bytes, at, base);
  if (typeof size !== "number") return size;
  if (size < headerSize) return { code: "length-too-small", offset, found: size, expected: headerSize };
  if (offset + size <= Number.MAX_SAFE_INTEGER) return size;
  return { code: "length-too-large", offset, found: size, expected: Number.MAX_SAFE_INTEGER };
}

/** As `toldSize`, of a record whose header tells no length: only a count can tell how many elements follow. */
function sizeByCodec(family: Family, bytes: Uint8Array, at: number, base: number): number | Unframed {
  const [found, offset] = [bytes.length - at, base + at];
  const telling = tellingSizeAt(family, bytes, at);
  if (found < telling) return { code: "record-cut", offset, found, expected: telling };
  const layout = family.codecAt(bytes, at)?.layout;
  const sizes = layout && sizesOf(layout);
  const unknownSize: Unframed = { code: "size-unknown", offset, found: typeAt(family, bytes, at) ?? "", expected: 0 };
  // Of records of no bytes there are any number.
  if (sizes === undefined || sizes.baseSize === 0 || (sizes.array !== undefined && sizes.count === undefined)) {
    return unknownSize;
  }
  const { array, baseSize, count } = sizes;
  if (array === undefined && layout?.extended === undefined) return baseSize;
  if (found < baseSize) return { code: "record-cut", offset, found, expected: baseSize };
  if (layout?.extended !== undefined) {
    const size = extendedSize(layout, bytes, at, family.byteOrder === "little");
    if (typeof size === "number") return size;
    const { code, offset: spot = at, expected } = size ?? {};
    if (code === "out-of-bounds") return { code: "record-cut", offset, found, expected: spot - at + Number(expected) };
    return size === undefined
      ? unknownSize
      : { ...unknownSize, fault: { ...size, record: layout.name, offset: base + spot } };
  }
  const elements = count === undefined ? 0 : Number(count.read(viewOf(bytes), at, family.byteOrder === "little"));
  return baseSize + elements * (array?.type.stride ?? 0);
}

/** Bytes of a record that ends where its parts do, and at the latest where the image does. */
function sizeToEnd(family: Family, bytes: Uint8Array, at: number): number | undefined {
  const layout = family.codecAt(bytes, at)?.layout;
  if (layout === undefined || bytes.length - at < leastSize(layout)) return undefined;
  if (layout.extended === undefined) return sizesOf(layout).array && bytes.length - at;
  const { end, fault } = extentOf(layout, viewOf(bytes), at, family.byteOrder === "little", bytes.length);
  return (fault === undefined && end > at ? end : bytes.length) - at;
}

/** As `toldSize`, of a record that must be whole. */
export function measureRecord(family: Family, bytes: Uint8Array, at: number, base = 0): number | Unframed {
  const size = toldSize(family, bytes, at, base);
  const found = bytes.length - at;
  if (family.framing.toEnd && typeof size === "object" && size.code === "size-unknown") {
    return sizeToEnd(family, bytes, at) ?? size;
  }
  if (typeof size !== "number" || size <= found) return size;
  return { code: "record-cut", offset: base + at, found, expected: size };
}

/**
 * Bytes that tell which record is at `at`, whose header must fit: its header's, or up to the field that tells records of
 * its type apart. A record may be shorter.
 */
export function tellingSizeAt(family: Family, bytes: Uint8Array, at = 0): number {
  return tellingSizes(family).get(typeAt(family, bytes, at)) ?? family.framing.headerSize;
}

const tellingSizes = once(({ codecs, framing }: Family) => {
  const sizes = new Map<RecordType | undefined, number>();
  for (const { layout } of codecs) {
    const { type, when } = layout.record ?? {};
    const end = when === undefined ? 0 : when.offset + when.size;
    sizes.set(type, Math.max(sizes.get(type) ?? framing.headerSize, end));
  }
  return sizes;
});
