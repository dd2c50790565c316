import { typeAt } from "../../image/index.ts";
import { measureRecord } from "../../image/measure.ts";
import { type AnyCodec, type Family, framedLength, leastSize, type RecordType } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { asciiJson } from "../escape.ts";
import type { WholeRecord } from "../flatten-record.ts";
import type { Follower } from "../followers.ts";
import { payloadField } from "../kinds/flexible.ts";
import { elementsFromJson, elementsToJson, encodeFields, fieldsToJson, isEncodedAs } from "./fields.ts";
import { bytesAt, invalid, type Keys, objectAt, unexpected } from "./invalid-json.ts";
import type { JsonObject, PreambleLine, RecordLine, UnknownLine } from "./lines.ts";

/** The line for a record; `offset` is where it stands in its image. */
export function recordLine({ family, bytes, follower }: WholeRecord, offset: number): RecordLine | UnknownLine {
  const codec = family.codecAt(bytes);
  const type = typeToJson(typeAt(family, bytes));
  if (codec === undefined) return { offset, record: "unknown", type, len: bytes.length, bytes: toHex(bytes) };
  const held = heldBy(codec, bytes);
  const listed = "raw" in held ? held : listedFields(codec, held.fields as JsonObject, follower);
  return { offset, record: codec.name, type, len: bytes.length, ...listed };
}

/** The line for what an image starts with. */
export function preambleLine(codec: AnyCodec, bytes: Uint8Array, offset: number): PreambleLine {
  return { offset, preamble: codec.name, len: bytes.length, ...heldBy(codec, bytes) };
}

/** Fields, or all bytes where encoding the fields would not give them. */
function heldBy(codec: AnyCodec, bytes: Uint8Array): Pick<PreambleLine, "fields" | "raw"> {
  const fields = readFields(codec, bytes);
  // By the steps that make bytes of the line, so that nothing can differ later.
  const isWhole = fields !== undefined && isEncodedAs(bytes, () => encodeFields(codec, fields, "fields"));
  return isWhole ? { fields } : { ...(fields && { fields }), raw: toHex(bytes) };
}

/** A type as lines have it: a 64-bit one in decimal. */
export function typeToJson(type: RecordType | undefined): number | string | undefined {
  return typeof type === "bigint" ? String(type) : type;
}

/** Fields, with a payload that is a list of structs as one. */
function listedFields({ layout }: AnyCodec, fields: JsonObject, follower: Follower | undefined) {
  const name = payloadField(layout)?.name;
  if (follower?.struct === undefined || name === undefined) return { fields };
  const list = elementsToJson(follower.struct, bytesAt(fields[name], name));
  return list === undefined ? { fields } : { elements: follower.struct.name, fields: { ...fields, [name]: list } };
}

function readFields(codec: AnyCodec, bytes: Uint8Array): JsonObject | undefined {
  if (bytes.length < leastSize(codec.layout)) return undefined;
  const view = codec.view(bytes);
  return fieldsToJson(codec.layout, codec.check(view) === undefined ? codec.decode(bytes) : view);
}

/**
 * The bytes of a record's line: its `raw`, or else its fields encoded.
 * @throws BytewrightError
 */
export function encodeLine(family: Family, line: Keys): Uint8Array {
  const codec = typeof line.record === "string" ? family.codecNamed(line.record) : undefined;
  if (codec === undefined) throw unexpected("record", line.record, `"unknown" or the name of a ${family.name} record`);
  checkType(line, codec.layout.record?.type);
  if (line.raw !== undefined) return readRaw(family, codec, line);
  return encodeFields(codec, fieldsOf(family, codec, line), "fields");
}

/**
 * The bytes of the line of what an image starts with.
 * @throws BytewrightError
 */
export function encodePreambleLine({ name, preamble = [] }: Family, line: Keys): Uint8Array {
  const codec = preamble.find((one) => one.name === line.preamble);
  if (codec === undefined) throw unexpected("preamble", line.preamble, `the name of what a ${name} image starts with`);
  if (line.raw === undefined) return encodeFields(codec, line.fields, "fields");
  const bytes = bytesAt(line.raw, "raw");
  const { size } = codec.layout;
  if (bytes.length !== size) throw invalid("raw", `${bytes.length} bytes`, `${size} bytes of ${codec.name}`);
  checkShown(line, preambleLine(codec, bytes, 0));
  return bytes;
}

/**
 * The bytes of an unknown record's line.
 * @throws BytewrightError
 */
export function encodeUnknownLine(family: Family, line: Keys): Uint8Array {
  const bytes = wholeRecordAt(family, line, "bytes");
  checkType(line, typeAt(family, bytes));
  return bytes;
}

/**
 * The first bytes of a large record, and how many the whole record will have.
 * @throws BytewrightError
 */
export function readStartLine(family: Family, line: Keys): { readonly header: Uint8Array; readonly size: number } {
  const { framing, byteOrder } = family;
  const { headerSize, length } = framing;
  const header = bytesAt(line.header, "header");
  if (header.length < headerSize) throw invalid("header", `${header.length} bytes`, `${headerSize} or more`);
  checkType(line, typeAt(family, header));
  const name = family.codecAt(header)?.name ?? "unknown";
  if (line.record !== name)
    throw unexpected("record", line.record, `"${name}", as the ${byteOrder}-endian header says`);
  const size = length === undefined ? line.len : framedLength(framing, byteOrder, header, 0);
  if (line.len !== size) throw unexpected("len", line.len, `${size}, as the header says`);
  if (typeof size === "number" && size >= header.length) return { header, size };
  throw unexpected("len", size, `${header.length} or more`);
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

function readRaw(family: Family, codec: AnyCodec, line: Keys): Uint8Array {
  const bytes = wholeRecordAt(family, line, "raw");
  if (line.elements !== undefined) throw unexpected("elements", line.elements, "nothing beside raw");
  const shown = recordLine({ family, bytes, follower: undefined }, 0);
  if (shown.record !== codec.name) throw invalid("raw", `a record ${shown.record}`, `${codec.name}, as record says`);
  checkShown(line, shown);
  return bytes;
}

function checkShown(line: Keys, shown: object): void {
  if (line.fields === undefined || isSameJson(line.fields, "fields" in shown ? shown.fields : undefined)) return;
  throw invalid("fields", "what differs from raw, which would be written", "only one of the two");
}

/** Bytes that nothing tells how to turn around: they must be in the byte order that the first line says. */
function wholeRecordAt(family: Family, line: Keys, key: string): Uint8Array {
  const bytes = bytesAt(line[key], key);
  if (measureRecord(family, bytes, 0) === bytes.length) return bytes;
  throw invalid(key, `${bytes.length} bytes`, `one ${family.byteOrder}-endian record that fills them`);
}

function checkType(line: Keys, type: RecordType | undefined): void {
  if (line.type === undefined || line.type === typeToJson(type)) return;
  throw unexpected("type", line.type, typeof type === "string" ? asciiJson(type) : `${type ?? "none"}`);
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
