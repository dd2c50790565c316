import type { Family } from "../wire/index.ts";
import { checkSize, paddingAt, sizeAt, sizePrefixAt, typeAt } from "./measure.ts";
import type { Unframed } from "./unframed.ts";

/** Called for each record: its type (0 in a family without types), where it starts, and its bytes. `false` stops. */
// biome-ignore lint/suspicious/noConfusingVoidType: a visitor that says nothing goes on
export type Visitor = (type: number, at: number, size: number) => boolean | void;

/** Where a scan ended. */
export interface ScanEnd {
  /** where the next record would start */
  readonly offset: number;
  /** why the bytes from there on are no record; undefined at the end of the bytes, and where the visitor stopped */
  readonly reason: Unframed | undefined;
}

/**
 * Walks over the records in `bytes` from `start` on. Each is known to lie within `bytes` and to hold its header;
 * unknown types are visited as well. Whether a record is as long as its codec wants is for the visitor to check.
 *
 *     const task = CkptHdrTask.view(bytes, 283);
 *     scan(bytes, Ckpt, (type, at, size) => {
 *       if (type === CkptHdrType.CKPT_HDR_TASK && size === CkptHdrTask.layout.size) use(task.$moveTo(at));
 *     });
 */
export function scan(bytes: Uint8Array, family: Family, visit: Visitor, start = 0): ScanEnd {
  return isPlain(family) ? scanPlain(bytes, family, visit, start) : scanAny(bytes, family, visit, start);
}

/** Type and length in 32 bits, the length that of the whole record in bytes, no padding between: the usual header. */
function isPlain({ framing: { type, length, align } }: Family): boolean {
  return type?.size === 4 && length?.size === 4 && length.counts === "record" && length.unit === 1 && align === 1;
}

/** As `scanAny`, without a decision per record about how the header is read. */
function scanPlain(bytes: Uint8Array, family: Family, visit: Visitor, start: number): ScanEnd {
  const { headerSize, type, length } = family.framing;
  const typeOffset = type?.offset as number;
  const lengthOffset = length?.offset as number;
  const little = family.byteOrder === "little";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length;
  let at = start;
  while (at + headerSize <= end) {
    const size = view.getUint32(at + lengthOffset, little);
    if (size < headerSize || at + size > end) break;
    const next = at + size;
    if (visit(view.getUint32(at + typeOffset, little), at, size) === false) return { offset: next, reason: undefined };
    at = next;
  }
  return { offset: at, reason: at < end ? (measureRecord(bytes, family, at) as Unframed) : undefined };
}

function scanAny(bytes: Uint8Array, family: Family, visit: Visitor, start: number): ScanEnd {
  const { align } = family.framing;
  let at = start;
  while (at < bytes.length) {
    const size = measureRecord(bytes, family, at);
    if (typeof size !== "number") return { offset: at, reason: size };
    const end = at + size;
    const goOn = visit(typeAt(family, bytes, at) ?? 0, at, size);
    at = Math.min(end + paddingAt(end, align), bytes.length);
    if (goOn === false) break;
  }
  return { offset: at, reason: undefined };
}

/** Bytes of the record at `offset`, or why there is none. */
function measureRecord(bytes: Uint8Array, family: Family, offset: number): number | Unframed {
  const { headerSize } = family.framing;
  const found = bytes.length - offset;
  if (found < headerSize) return { code: "header-cut", offset, found, expected: headerSize };
  const prefixSize = sizePrefixAt(family, bytes, offset);
  if (prefixSize === undefined) {
    return { code: "size-unknown", offset, found: typeAt(family, bytes, offset) ?? 0, expected: 0 };
  }
  if (found < prefixSize) return { code: "record-cut", offset, found, expected: prefixSize };
  const size = sizeAt(family, bytes, offset);
  const wrong = checkSize(family, offset, size);
  if (wrong !== undefined) return wrong;
  return found < size ? { code: "record-cut", offset, found, expected: size } : size;
}
