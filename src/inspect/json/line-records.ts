import { typeAt } from "../../image/index.ts";
import { measureRecord, tellingSizeAt } from "../../image/measure.ts";
import { type AnyCodec, type Family, framedLength } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { payloadField } from "../kinds/flexible.ts";
import { elementsFromJson, encodeFields } from "./fields.ts";
import type { Orders } from "./format-line.ts";
import { bytesAt, type InvalidJson, invalid, type Keys, objectAt, unexpected } from "./invalid-json.ts";
import { recordLine } from "./record-line.ts";

/**
 * The bytes of a record's line: its `raw`, or else its fields encoded.
 * @throws InvalidJson
 */
export function encodeLine(orders: Orders, line: Keys): Uint8Array {
  const { family } = orders;
  const codec = typeof line.record === "string" ? family.codecNamed(line.record) : undefined;
  if (codec === undefined) throw unexpected("record", line.record, `"unknown" or the name of a ${family.name} record`);
  checkType(line, codec.layout.record?.type);
  if (line.raw !== undefined) return readRaw(orders, codec, line);
  return encodeFields(codec, fieldsOf(family, codec, line), "fields");
}

/**
 * The bytes of an unknown record's line.
 * @throws InvalidJson
 */
export function encodeUnknownLine(orders: Orders, line: Keys): Uint8Array {
  const bytes = bytesAt(line.bytes, "bytes");
  checkWhole(orders, bytes, "bytes");
  checkType(line, typeAt(orders.family, bytes));
  return bytes;
}

/**
 * The header of a large record, and the bytes the whole record will have.
 * @throws InvalidJson
 */
export function readStartLine(orders: Orders, line: Keys): { readonly header: Uint8Array; readonly size: number } {
  const { family } = orders;
  const { framing, byteOrder } = family;
  const { headerSize, length } = framing;
  const header = bytesAt(line.header, "header");
  if (header.length < headerSize) throw wrongStart(header, headerSize);
  refuseOtherOrder(orders, "header", (one) => promises(one, header, line));
  const telling = Math.min(tellingSizeAt(family, header), typeof line.len === "number" ? line.len : 0);
  const expected = Math.max(headerSize, telling);
  if (header.length !== expected) throw wrongStart(header, expected);
  checkType(line, typeAt(family, header));
  const name = family.codecAt(header)?.name ?? "unknown";
  if (line.record !== name) throw unexpected("record", line.record, `"${name}", as the header says`);
  const size = length === undefined ? line.len : framedLength(framing, byteOrder, header, 0);
  if (line.len !== size) throw unexpected("len", line.len, `${size}, as the header says`);
  if (typeof size !== "number" || size < headerSize) throw unexpected("len", size, `${headerSize} or more`);
  return { header, size };
}

function wrongStart(header: Uint8Array, expected: number): InvalidJson {
  return invalid("disagrees", "header", `found ${header.length} bytes, expected ${expected}`);
}

/** The fields of a line, with a list of structs as the payload it stands for. */
function fieldsOf(family: Family, { layout }: AnyCodec, line: Keys): unknown {
  if (line.elements === undefined) return line.fields;
  const struct = family.structs.find(({ name }) => name === line.elements);
  if (struct === undefined) throw unexpected("elements", line.elements, `the name of a ${family.name} struct`);
  const fields = objectAt(line.fields, "fields");
  const name = payloadField(layout)?.name;
  if (name === undefined) throw unexpected("elements", line.elements, `nothing: a ${layout.name} has no payload`);
  return { ...fields, [name]: toHex(elementsFromJson(struct, fields[name], `fields.${name}`)) };
}

function readRaw(orders: Orders, codec: AnyCodec, line: Keys): Uint8Array {
  const { family } = orders;
  const raw = bytesAt(line.raw, "raw");
  checkWhole(orders, raw, "raw");
  if (line.elements !== undefined) throw unexpected("elements", line.elements, "nothing beside raw");
  const shown = recordLine({ family, bytes: raw, follower: undefined }, 0);
  if (shown.record !== codec.name) {
    throw invalid("disagrees", "raw", `found a record ${shown.record}, expected ${codec.name}, as record says`);
  }
  if (line.fields !== undefined && !isSameJson(line.fields, "fields" in shown ? shown.fields : undefined)) {
    throw invalid("disagrees", "fields", "they differ from raw, which would be written; remove one of the two");
  }
  return raw;
}

function checkWhole(orders: Orders, bytes: Uint8Array, path: string): void {
  refuseOtherOrder(orders, path, (one) => measureRecord(one, bytes, 0) === bytes.length);
  const first = measureRecord(orders.family, bytes, 0);
  if (first === bytes.length) return;
  const size = typeof first === "number" ? `a record of ${first} bytes` : "no whole record";
  throw invalid("disagrees", path, `found ${size} in ${bytes.length} bytes, expected one record that fills them`);
}

/** Whether a header promises the record that its line tells of. */
function promises({ codecAt, framing, byteOrder }: Family, header: Uint8Array, { record, len }: Keys): boolean {
  const name = codecAt(header)?.name ?? "unknown";
  return name === record && (framing.length === undefined || framedLength(framing, byteOrder, header, 0) === len);
}

/** Refuses bytes that are a record in the other byte order only. */
function refuseOtherOrder({ family, other }: Orders, path: string, isRecord: (one: Family) => boolean): void {
  if (isRecord(family) || other === undefined || !isRecord(other)) return;
  const found = `found a ${other.byteOrder}-endian record, expected a ${family.byteOrder}-endian one, as line 1 says`;
  throw invalid("disagrees", path, `${found}: only fields are converted, bytes cannot be`);
}

function checkType(line: Keys, type: number | undefined): void {
  if (line.type === undefined || line.type === type) return;
  throw invalid("disagrees", "type", `found ${line.type}, expected ${type ?? "none"}`);
}

function isSameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key as keyof object], b[key as keyof object]))
  );
}
