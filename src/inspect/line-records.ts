import { isDeepStrictEqual } from "node:util";
import { scan, typeAt } from "../image/index.ts";
import { sizeAt } from "../image/measure.ts";
import { type AnyCodec, BytewrightError, type Family } from "../wire/index.ts";
import { fieldsFromJson } from "./fields-from-json.ts";
import { invalid, refused, unexpected } from "./invalid-json.ts";
import { bytesOf, type Keys } from "./line-kinds.ts";
import { recordLine } from "./record-line.ts";

/**
 * The bytes of a record's line: its `raw`, or else its fields encoded.
 * @throws InvalidJson
 */
export function encodeLine(family: Family, line: Keys): Uint8Array {
  const codec = typeof line.record === "string" ? family.codecNamed(line.record) : undefined;
  if (codec === undefined) throw unexpected("record", line.record, `"unknown" or the name of a ${family.name} record`);
  checkType(line, codec.layout.record?.type);
  return line.raw === undefined ? encodeFields(codec, line.fields) : readRaw(family, codec, line);
}

/**
 * The bytes of an unknown record's line.
 * @throws InvalidJson
 */
export function encodeUnknownLine(family: Family, line: Keys): Uint8Array {
  const bytes = bytesOf(line, "bytes");
  checkWhole(family, bytes, "bytes");
  checkType(line, typeAt(family, bytes));
  return bytes;
}

/**
 * The header of a large record, and the bytes the whole record will have.
 * @throws InvalidJson
 */
export function readStartLine(family: Family, line: Keys): { readonly header: Uint8Array; readonly size: number } {
  const { headerSize, length } = family.framing;
  const header = bytesOf(line, "header");
  if (header.length !== headerSize) {
    throw invalid("disagrees", "header", `found ${header.length} bytes, expected ${headerSize}`);
  }
  checkType(line, typeAt(family, header));
  const name = family.codecAt(header)?.name ?? "unknown";
  if (line.record !== name) throw unexpected("record", line.record, `"${name}", as the header says`);
  const size = length === undefined ? line.len : sizeAt(family, header, 0);
  if (line.len !== size) throw unexpected("len", line.len, `${size}, as the header says`);
  if (typeof size !== "number" || size < headerSize) throw unexpected("len", size, `${headerSize} or more`);
  return { header, size };
}

function encodeFields(codec: AnyCodec, fields: unknown): Uint8Array {
  const value = fieldsFromJson(codec.layout, fields, "fields");
  try {
    return codec.encode(value);
  } catch (error) {
    throw error instanceof BytewrightError ? refused(error, "fields") : error;
  }
}

function readRaw(family: Family, codec: AnyCodec, line: Keys): Uint8Array {
  const raw = bytesOf(line, "raw");
  checkWhole(family, raw, "raw");
  const shown = recordLine(family, raw, 0);
  if (shown.record !== codec.name) {
    throw invalid("disagrees", "raw", `found a record ${shown.record}, expected ${codec.name}, as record says`);
  }
  if (line.fields !== undefined && !isDeepStrictEqual(line.fields, "fields" in shown ? shown.fields : undefined)) {
    throw invalid("disagrees", "fields", "they differ from raw, which would be written; remove one of the two");
  }
  return raw;
}

function checkWhole(family: Family, bytes: Uint8Array, path: string): void {
  let first = 0;
  const { reason } = scan(bytes, family, (_type, _at, size) => {
    first = size;
    return false;
  });
  if (reason === undefined && first > 0 && first === bytes.length) return;
  const size = reason === undefined ? `a record of ${first} bytes` : "no whole record";
  throw invalid("disagrees", path, `found ${size} in ${bytes.length} bytes, expected one record that fills them`);
}

function checkType(line: Keys, type: number | undefined): void {
  if (line.type === undefined || line.type === type) return;
  throw invalid("disagrees", "type", `found ${line.type}, expected ${type ?? "none"}`);
}
