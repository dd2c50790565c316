import { describeUnframed, type Frame, type TailFrame, typeAt } from "../../image/index.ts";
import { moved, orFault } from "../../image/route.ts";
import {
  type AnyCodec,
  describeFault,
  type Family,
  type Fault,
  type RecordType,
  requireBytes,
} from "../../wire/index.ts";
import { MOST_SHOWN, shortHex } from "../bytes.ts";
import { flattenRecord, type WholeRecord } from "../flatten-record.ts";
import { type Follower, FollowerTracker } from "../followers.ts";
import type { FlatField } from "../kinds/kind.ts";

/** One line of a record's table, in printable ASCII. */
export interface Row {
  /** `constants.uts_release_len`, `groups[3]`, `(hole 26..31)` */
  readonly path: string;
  /** as it stands in the record: decimal, hexadecimal, or text in quotes */
  readonly value: string;
  /** by the layout: a name, a date, an address; often empty */
  readonly meaning: string;
}

/** A record, or another piece of an image, for people to read. */
export interface Description {
  /** in the image, in bytes */
  readonly offset: number;
  /** C name of the record, or "unknown", "padding", "tail" */
  readonly name: string;
  readonly type: RecordType | undefined;
  /** `CKPT_HDR_TASK` */
  readonly typeName: string | undefined;
  /** bytes of all of it; `describeFrame` gives what a large record's header promises, and of a tail its first piece */
  readonly size: number;
  /** what it is for the record that announced it, if one did */
  readonly follower: Follower | undefined;
  readonly rows: readonly Row[];
  /** what is wrong with it, one line each */
  readonly faults: readonly string[];
}

/** Elements shown of each array. */
export const mostElements = 16;
/** Rows shown of a record: in arrays of arrays, even a few elements of each are many. */
export const mostRows = 4096;

/** What is wrong with a frame, for people; of a tail in several frames, with the first. */
export function faultInFrame(family: Family, frame: Frame): string | undefined {
  const { kind, offset, bytes } = frame;
  if (kind === "record") return faultInRecord(family, bytes, offset);
  if (kind === "preamble") return faultInRecord(family, bytes, offset, frame.codec);
  if (kind === "padding" && bytes.some((byte) => byte !== 0)) return "what aligns the next record is not zero";
  const isEnd = kind === "tail" && (offset === frame.reason.offset || bytes.length === 0);
  return isEnd ? describeUnframed(frame.reason) : undefined;
}

function faultInRecord(family: Family, bytes: Uint8Array, offset: number, codec = family.codecAt(bytes)) {
  const fault = codec && faultIn(codec, bytes, offset);
  return fault && describeFault(fault);
}

/** What is wrong with a whole record, or with what an image starts with, at an offset of its image. */
export function faultIn(codec: AnyCodec, bytes: Uint8Array, offset: number): Fault | undefined {
  const fault = orFault(() => codec.check(codec.view(bytes)));
  return fault && moved(fault, offset);
}

/**
 * What a frame holds by itself, see `ImageDescriber` for all of an image; undefined for those that say no more than the
 * one before: payload of a large record, zeros that align, more of a tail.
 */
export function describeFrame(family: Family, frame: Frame, follower?: Follower): Description | undefined {
  const { offset, bytes } = frame;
  const rows = bytes.length > 0 ? [bytesRow(bytes)] : [];
  const rest = { offset, type: undefined, typeName: undefined, size: bytes.length, follower, rows };
  switch (frame.kind) {
    case "preamble":
      return describeRecord(family, bytes, offset, undefined, frame.codec);
    case "record":
      return describeRecord(family, bytes, offset, follower);
    case "start": {
      const { size } = frame;
      const value = `${size - family.framing.headerSize} bytes`;
      const payload = { path: "(payload)", value, meaning: "too large to be shown" };
      return { ...rest, ...nameOf(family, bytes), size, rows: [payload], faults: [] };
    }
    case "padding":
    case "tail": {
      const fault = faultInFrame(family, frame);
      return fault === undefined ? undefined : { ...rest, name: frame.kind, faults: [fault] };
    }
    case "payload":
      return undefined;
  }
}

/** A whole record, or with the codec of such what images start with; `offset` is where it stands in its image. */
export function describeRecord(
  family: Family,
  bytes: Uint8Array,
  offset = 0,
  follower?: Follower,
  preamble?: AnyCodec,
): Description {
  requireBytes(bytes, "record");
  const fault = faultInRecord(family, bytes, offset, preamble);
  const rows = rowsOf({ family, bytes, follower, codec: preamble });
  const faults = fault === undefined ? [] : [fault];
  const named = preamble ? { name: preamble.name, type: undefined, typeName: undefined } : nameOf(family, bytes);
  return { offset, ...named, size: bytes.length, follower, rows, faults };
}

function nameOf(family: Family, bytes: Uint8Array) {
  const type = typeAt(family, bytes);
  const typeName = type === undefined ? undefined : family.typeName(type);
  return { name: family.codecAt(bytes)?.name ?? "unknown", type, typeName };
}

function rowsOf(record: WholeRecord): Row[] {
  const fields = flattenRecord(record, { mostElements });
  if (fields === undefined) return [bytesRow(record.bytes)];
  const rows: Row[] = [];
  let more = 0;
  for (const field of fields) {
    // What is unused is shown only where it is used after all.
    if (field.what === "unused" && field.value.every((byte) => byte === 0)) continue;
    if (rows.length < mostRows) rows.push(rowOf(field));
    else more++;
  }
  if (more > 0) rows.push({ path: "(fields)", value: `${more} more`, meaning: "" });
  return rows;
}

const meanings = { unused: "unused, should be zero", trailing: "behind all fields" };

export function rowOf(field: FlatField): Row {
  const { path, value } = field;
  if (field.what === "holder") return { path, value: "", meaning: "" };
  if (field.what === "omitted") return { path, value: `${value} more`, meaning: "" };
  if (field.what !== "value") return { path, value: shortHex(field.value), meaning: meanings[field.what] };
  const { kind, type, note = kind.meaning?.(field.field, type, value) ?? "" } = field;
  return { path, value: kind.show(value), meaning: note };
}

/** Bytes as they are: of `total`, at least the first that are shown. */
function bytesRow(bytes: Uint8Array, total?: number): Row {
  return { path: "(bytes)", value: shortHex(bytes, total), meaning: "" };
}

/** What an image comes to in several frames, as far as they have come. */
interface Pending {
  readonly kind: "start" | "tail";
  readonly description: Description;
  /** bytes that have come */
  size: number;
  /** the first of them */
  bytes: Uint8Array;
}

/**
 * Describes an image frame by frame. A large record, or a tail, is described when all of it has come, so that its size
 * is what is there.
 *
 *     const describer = new ImageDescriber();
 *     for (const frame of reader.push(chunk)) describer.next(reader.family, frame).forEach(show);
 *     for (const frame of reader.end()) describer.next(reader.family, frame).forEach(show);
 *     describer.end().forEach(show);
 */
export class ImageDescriber {
  readonly #followers = new FollowerTracker();
  #pending: Pending | undefined;

  /** What is complete with this frame, or in front of it. Frames must be given in order. */
  next(family: Family, frame: Frame): Description[] {
    const follower = this.#followers.next(family, frame);
    const pending = this.#pending;
    if (pending !== undefined && continues(pending, frame)) {
      const more = frame.bytes.subarray(0, MOST_SHOWN - pending.bytes.length);
      pending.bytes = Uint8Array.of(...pending.bytes, ...more);
      pending.size += frame.bytes.length;
      return frame.kind === "tail" && pending.kind === "start" ? this.#endCut(frame) : [];
    }
    const before = this.end();
    const description = describeFrame(family, frame, follower);
    if (description === undefined) return before;
    const { kind, bytes } = frame;
    if (kind !== "start" && kind !== "tail") return [...before, description];
    this.#pending = { kind, description, size: bytes.length, bytes: bytes.slice(0, MOST_SHOWN) };
    return before;
  }

  /** What is complete when no more frames come. */
  end(): Description[] {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) return [];
    const { kind, description, size, bytes } = pending;
    return [{ ...description, size, ...(kind === "tail" && { rows: [bytesRow(bytes, size)] }) }];
  }

  /** A large record that the image ends in. */
  #endCut({ reason }: TailFrame): Description[] {
    const promised = this.#pending?.description.size;
    return this.end().map((description) => ({
      ...description,
      rows: [{ path: "(payload)", value: "cut off", meaning: `${description.size} of ${promised} bytes are there` }],
      faults: [describeUnframed(reason)],
    }));
  }
}

/** Whether a frame is more of what is pending; a large record that is cut ends with a tail of its own. */
function continues({ kind, description }: Pending, frame: Frame): boolean {
  if (frame.kind === "payload") return true;
  if (frame.kind !== "tail") return false;
  return kind === "tail" || frame.reason.offset === description.offset;
}
