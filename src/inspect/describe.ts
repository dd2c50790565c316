import { describeUnframed, type Frame, typeAt } from "../image/index.ts";
import { type AnyCodec, describeFault, type Family, type Fault } from "../wire/index.ts";
import { showMeaning, showValue } from "./display.ts";
import { shortHex } from "./hex.ts";
import type { Leaf } from "./leaves.ts";
import { recordLeaves } from "./record-leaves.ts";
import type { Role } from "./roles.ts";
import { faultOf } from "./views.ts";

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
  readonly type: number | undefined;
  /** `CKPT_HDR_TASK` */
  readonly typeName: string | undefined;
  /** bytes of all of it; `describeFrame` gives what a large record's header promises, and of a tail its first piece */
  readonly size: number;
  /** what it is for the record that announced it */
  readonly role: Role | undefined;
  readonly rows: readonly Row[];
  /** what is wrong with it, one line each */
  readonly faults: readonly string[];
}

/** Elements shown of each array. */
const mostElements = 16;
/** Rows shown of a record: in arrays of arrays, even a few elements of each are many. */
const mostRows = 4096;

/**
 * What a frame holds by itself, see `ImageDescriber` for all of an image; undefined for those that say no more than the one before: payload of a large record, zeros that
 * align, more of a tail.
 */
export function describeFrame(family: Family, frame: Frame, role?: Role): Description | undefined {
  const { offset, bytes } = frame;
  const rows = bytes.length > 0 ? [bytesRow(bytes)] : [];
  const rest = { offset, type: undefined, typeName: undefined, size: bytes.length, role, rows };
  switch (frame.kind) {
    case "record":
      return describeRecord(family, bytes, offset, role);
    case "start":
      return { ...describeStart(family, bytes, offset, frame.size), role };
    case "padding":
      if (bytes.every((byte) => byte === 0)) return undefined;
      return { ...rest, name: "padding", faults: ["what aligns the next record is not zero"] };
    case "tail":
      if (offset !== frame.reason.offset && bytes.length > 0) return undefined;
      return { ...rest, name: "tail", faults: [describeUnframed(frame.reason)] };
    case "payload":
      return undefined;
  }
}

/** A whole record; `offset` is where it stands in its image. */
export function describeRecord(family: Family, bytes: Uint8Array, offset = 0, role?: Role): Description {
  const codec = family.codecAt(bytes);
  const fault = codec && faultOf(codec, bytes);
  const { name, type, typeName } = nameOf(family, codec, bytes);
  const rows = codec === undefined ? [bytesRow(bytes)] : rowsOf(codec, bytes, role);
  const faults = fault === undefined ? [] : [describeFault(moveFault(fault, offset))];
  return { offset, name, type, typeName, size: bytes.length, role, rows, faults };
}

function describeStart(family: Family, start: Uint8Array, offset: number, size: number) {
  const payload = `${size - family.framing.headerSize} bytes`;
  const rows = [{ path: "(payload)", value: payload, meaning: "too large to be shown" }];
  return { offset, size, ...nameOf(family, family.codecAt(start), start), rows, faults: [] };
}

function nameOf(family: Family, codec: AnyCodec | undefined, bytes: Uint8Array) {
  const type = typeAt(family, bytes);
  return { name: codec?.name ?? "unknown", type, typeName: type === undefined ? undefined : family.typeName(type) };
}

function rowsOf(codec: AnyCodec, bytes: Uint8Array, role: Role | undefined): Row[] {
  const leaves = recordLeaves(codec, bytes, role, mostElements);
  if (leaves === undefined) return [bytesRow(bytes)];
  const rows: Row[] = [];
  let more = 0;
  for (const leaf of leaves) {
    if (!isShown(leaf)) continue;
    if (rows.length < mostRows) rows.push(rowOf(leaf));
    else more++;
  }
  if (more > 0) rows.push({ path: "(fields)", value: `${more} more`, meaning: "" });
  return rows;
}

/** What is unused is shown only where it is used after all. */
function isShown(leaf: Leaf): boolean {
  return leaf.kind !== "unused" || leaf.value.some((byte) => byte !== 0);
}

/** A leaf as text. */
export function rowOf(leaf: Leaf): Row {
  const { path, value } = leaf;
  switch (leaf.kind) {
    case "value":
      return { path, value: showValue(value), meaning: leaf.note ?? showMeaning(leaf.field, leaf.type, value) };
    case "unused":
      return { path, value: showValue(value), meaning: "unused, should be zero" };
    case "surplus":
      return { path, value: showValue(value), meaning: "behind all fields" };
    case "omitted":
      return { path, value: `${leaf.value} more`, meaning: "" };
  }
}

/** Bytes as they are: of `total`, at least the first that are shown. */
export function bytesRow(bytes: Uint8Array, total?: number): Row {
  return { path: "(bytes)", value: shortHex(bytes, total), meaning: "" };
}

/** Codecs look at a record by itself; people look for it in the image. */
function moveFault({ code, record, path, offset, found, expected }: Fault, by: number): Fault {
  return { code, record, path, offset: offset === undefined ? undefined : offset + by, found, expected };
}
