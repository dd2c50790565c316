import {
  type AnyCodec,
  BytewrightError,
  type Family,
  inBounds,
  outOfBounds,
  type RecordType,
  requireBytes,
} from "../wire/index.ts";
import type { Unframed } from "./frame.ts";
import type { Answer, FaultHandler, Handlers } from "./handlers.ts";
import { measureRecord, paddingAt, typeAt } from "./measure.ts";
import { preambleOf, startOfRecords } from "./preamble.ts";
import { type AnyHandlers, givePreamble, refuse, routesOf } from "./routes.ts";
import { isFalse, isPlain, mostWalked, Walk, whileThere } from "./walk.ts";

/**
 * Called for each record: its type (0 in a family without types; a bigint or text, which `T` says, where types are), where
 * it starts, and its bytes. `false` stops.
 */
export type Visitor<T extends RecordType = RecordType> = (type: T, at: number, size: number) => Answer;

/** Where a scan ended. */
export interface ScanEnd {
  /** where the next record would start */
  readonly offset: number;
  /** why the bytes from there on are no record; undefined at the end of the bytes, and where somebody stopped it */
  readonly reason: Unframed | undefined;
}

/**
 * Walks over the records in `bytes` from `start` on (by default, from behind what the image starts with), and gives those that somebody wants to their handlers. Each is
 * known to lie within `bytes`; and what is viewed or decoded has nothing that `decode` refuses.
 *
 *     let codes = 0;
 *     const end = scan(image, Ckpt, {
 *       ckpt_hdr_task(task) {                                       // a view, moved along
 *         codes += task.exit_code;
 *       },
 *       ckpt_hdr_string: { decode: ({ payload }, at) => console.log(at, payload) },
 *       unknown: { pieces: (bytes, at, { type }) => console.log(at, type, bytes.length) },
 *     });
 *     if (end.reason !== undefined) console.log(describeUnframed(end.reason));
 *
 * A function in place of handlers visits all records, and looks at them itself: whether one is as long as its codec
 * wants is then for it to check. For images that do not fit into memory see `scanStream`.
 *
 * @throws BytewrightError for a record that is wanted and has a fault, if there is no `onFault`; or if `start` is not in
 * `bytes`, or their memory was taken away, by a handler too
 */
export function scan<R, Init, P>(
  bytes: Uint8Array,
  family: Family<R, Init, P>,
  handlers: NoInfer<Handlers<R, Answer, P>>,
  start?: number,
  onFault?: FaultHandler,
): ScanEnd;
export function scan<T extends RecordType = number>(
  bytes: Uint8Array,
  family: Family,
  visit: Visitor<T>,
  start?: number,
): ScanEnd;
export function scan(
  bytes: Uint8Array,
  family: Family,
  want: AnyHandlers | Visitor,
  from?: number,
  onFault: FaultHandler = refuse,
): ScanEnd {
  requireBytes(bytes);
  const start = from ?? startOfRecords(family, bytes);
  if (typeof start !== "number") return { offset: 0, reason: start };
  if (!inBounds(bytes, start, 0)) {
    throw new BytewrightError(outOfBounds(family.header?.name ?? family.name, bytes, start, family.framing.headerSize));
  }
  const isSmall = isPlain(family) && bytes.length <= mostWalked;
  return whileThere(bytes, () => {
    if (typeof want === "function") return (isSmall ? scanPlain : scanAny)(bytes, family, want, start);
    const routes = routesOf(family, want, onFault);
    if (from === undefined && family.preamble !== undefined) {
      const codec = preambleOf(family, bytes) as AnyCodec;
      const preamble = bytes.subarray(0, codec.layout.size);
      if (isFalse(givePreamble(codec, want, preamble, onFault))) return { offset: start, reason: undefined };
    }
    const visit: Visitor = (type, at, size) => !isFalse(routes.findAny(type).take(bytes, at, size, at));
    if (!isSmall) return scanAny(bytes, family, visit, start);
    const walk = new Walk(family, bytes, 0, start, routes);
    walk.run();
    return isFalse(walk.answer) ? { offset: walk.at, reason: undefined } : scanAny(bytes, family, visit, walk.at);
  });
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
  return scanAny(bytes, family, visit, at);
}

function scanAny(bytes: Uint8Array, family: Family, visit: Visitor, start: number): ScanEnd {
  const { align } = family.framing;
  let at = start;
  while (at < bytes.length) {
    const size = measureRecord(family, bytes, at);
    if (typeof size !== "number") return { offset: at, reason: size };
    const end = at + size;
    const goOn = visit(typeAt(family, bytes, at) ?? 0, at, size);
    at = Math.min(end + paddingAt(end, align), bytes.length);
    if (goOn === false) break;
  }
  return { offset: at, reason: undefined };
}
