import { copyBytes, inBounds } from "./binding.ts";
import type { AnyCodec, ByteOrder, Family, Framing, UnknownRecord } from "./codec.ts";
import { BytewrightError } from "./errors.ts";
import { outOfBounds, tooLarge } from "./faults.ts";
import { isBytes } from "./is-bytes.ts";
import type { EnumerationFacts } from "./layout.ts";
import { wrongValue } from "./values.ts";

/** What a family's module knows; the rest of `Family` is the same for all. */
export interface FamilyFacts {
  readonly name: string;
  readonly doc?: string;
  readonly byteOrder: ByteOrder;
  readonly header: Family["header"];
  readonly framing: Framing;
  readonly codecs: readonly AnyCodec[];
  readonly structs: readonly AnyCodec[];
  readonly types?: EnumerationFacts;
  readonly opening?: NonNullable<Family["opening"]>;
  /** the record's codec by its type, and by other fields where types are shared */
  readonly codecAt: Family["codecAt"];
}

/** Builds the registry: lookup by name, and records of whatever type. */
export function familyOf<R extends { readonly $name: string }, Init extends { readonly $name: string }>(
  facts: FamilyFacts,
): Family<R, Init> {
  const { name, framing, codecs, codecAt } = facts;
  const byName = new Map(codecs.map((codec) => [codec.name, codec]));
  const typeNames = new Map((facts.types?.members ?? []).map((member) => [Number(member.value), member.name]));
  const known = [...byName.keys(), "unknown"].join(", ");

  function codecOf(value: Init | UnknownRecord): AnyCodec {
    if (typeof value !== "object" || value === null) throw wrongValue(name, "", value, "a record");
    const { $name: found } = value;
    if (typeof found !== "string") throw wrongValue(name, "$name", found, "the name of a record");
    const codec = byName.get(found);
    if (codec !== undefined) return codec;
    const code = "unknown-record";
    throw new BytewrightError({ code, record: name, path: "$name", offset: undefined, found, expected: known });
  }

  return Object.freeze({
    name,
    ...(facts.doc !== undefined && { doc: facts.doc }),
    ...(facts.opening !== undefined && { opening: facts.opening }),
    byteOrder: facts.byteOrder,
    header: facts.header,
    framing,
    codecs,
    structs: facts.structs,
    codecAt,
    typeName: (type: number) => typeNames.get(type),
    codecNamed: (record: string) => byName.get(record),
    decode(bytes: Uint8Array, at = 0): R | UnknownRecord {
      const codec = headerFits(facts, bytes, at) ? codecAt(bytes, at) : undefined;
      return codec === undefined ? unknownRecord(facts, bytes, at) : (codec.decode(bytes, at) as R);
    },
    encode(value: Init | UnknownRecord): Uint8Array {
      return isUnknown(value)
        ? copyBytes(value.bytes, 0, unknownBytes(facts, value).length)
        : codecOf(value).encode(value);
    },
    encodeInto(value: Init | UnknownRecord, bytes: Uint8Array, at: number): number {
      if (!isUnknown(value)) return codecOf(value).encodeInto(value, bytes, at);
      const own = unknownBytes(facts, value);
      if (!inBounds(bytes, at, own.length)) {
        throw new BytewrightError(outOfBounds("unknown", bytes, at, own.length));
      }
      bytes.set(own, at);
      return at + own.length;
    },
    sizeOf(value: Init | UnknownRecord): number {
      return isUnknown(value) ? unknownBytes(facts, value).length : codecOf(value).sizeOf(value);
    },
  });
}

function isUnknown(value: { readonly $name: string } | null | undefined): value is UnknownRecord {
  return value?.$name === "unknown";
}

function headerFits({ framing }: FamilyFacts, bytes: Uint8Array, at: number): boolean {
  return inBounds(bytes, at, framing.headerSize);
}

/** Bytes of the record at `at`, as its header tells; the header must fit. */
export function framedLength(framing: Framing, byteOrder: ByteOrder, bytes: Uint8Array, at: number): number {
  const { length } = framing;
  if (length === undefined) return bytes.length - at;
  const counted = Number(readUnsigned(bytes, at + length.offset, length.size, byteOrder)) * length.unit;
  return length.counts === "payload" ? framing.headerSize + counted : counted;
}

function readUnsigned(bytes: Uint8Array, at: number, size: 1 | 2 | 4 | 8, order: ByteOrder): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + (bytes[order === "big" ? at + i : at + size - 1 - i] as number);
  return value;
}

/** The type of the record at `at`, as its header tells; the header must fit. 0 in a family without types. */
export function framedType({ type }: Framing, byteOrder: ByteOrder, bytes: Uint8Array, at: number): number {
  return type === undefined ? 0 : readUnsigned(bytes, at + type.offset, type.size, byteOrder);
}

function unknownRecord(facts: FamilyFacts, bytes: Uint8Array, at: number): UnknownRecord {
  const { framing, byteOrder, header } = facts;
  if (!headerFits(facts, bytes, at)) throw new BytewrightError(outOfBounds(header.name, bytes, at, framing.headerSize));
  const size = framedLength(framing, byteOrder, bytes, at);
  if (size < framing.headerSize) {
    throw new BytewrightError({
      code: "wrong-length",
      record: header.name,
      path: framing.length?.name ?? "",
      offset: at + (framing.length?.offset ?? 0),
      found: size,
      expected: `${framing.headerSize} or more`,
    });
  }
  if (at + size > bytes.length) throw new BytewrightError(outOfBounds("unknown", bytes, at, size));
  return {
    $name: "unknown",
    type: framedType(framing, byteOrder, bytes, at),
    bytes: copyBytes(bytes, at, at + size),
  };
}

/** The bytes of an unknown record, once its header is known to say the same as the value. */
function unknownBytes(facts: FamilyFacts, value: UnknownRecord): Uint8Array {
  const { framing, byteOrder } = facts;
  const { bytes, type } = value;
  if (!isBytes(bytes)) throw wrongValue("unknown", "bytes", bytes, "a Uint8Array");
  if (typeof type !== "number") throw wrongValue("unknown", "type", type, "a number");
  if (bytes.length > framing.maxRecordSize) throw tooLarge("unknown", "bytes", bytes.length, framing.maxRecordSize);
  const length = bytes.length < framing.headerSize ? framing.headerSize : framedLength(framing, byteOrder, bytes, 0);
  if (length !== bytes.length) throw disagrees("bytes", `${bytes.length} bytes`, `${length} bytes`);
  const inHeader = framedType(framing, byteOrder, bytes, 0);
  if (inHeader !== type) throw disagrees("type", type, `${inHeader}, as the header in bytes says`);
  return bytes;
}

function disagrees(path: string, found: string | number, expected: string): BytewrightError {
  return new BytewrightError({ code: "wrong-value", record: "unknown", path, offset: undefined, found, expected });
}
