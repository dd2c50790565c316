import { copyBytes, inBounds, putRecord, viewOf } from "./binding.ts";
import type { AnyCodec, ByteOrder, Family, OrderedCodec, OrderedFamily, UnknownRecord } from "./codec.ts";
import { BytewrightError, faultOf } from "./errors.ts";
import { outOfBounds } from "./faults.ts";
import { framedLength, framedType, readUnsigned, showType } from "./framing.ts";
import { bytesSize, cloneBytes, isBytes } from "./is-bytes.ts";
import { isLittle } from "./kinds/integer.ts";
import type { DiscriminatorLayout, EnumerationFacts, Framing, RecordType } from "./layout.ts";
import { refusal, tooLarge, wrongBytes, wrongValue } from "./values.ts";
import { whereIn } from "./where.ts";

/** What a family's module knows; the rest of `Family` is the same for all. */
export interface FamilyFacts {
  readonly name: string;
  readonly doc?: string;
  readonly byteOrder: ByteOrder;
  readonly header?: NonNullable<Family["header"]>;
  readonly framing: Framing;
  readonly codecs: readonly AnyCodec[];
  readonly structs: readonly AnyCodec[];
  readonly preamble?: readonly AnyCodec[];
  readonly types?: EnumerationFacts;
  readonly opening?: NonNullable<Family["opening"]>;
}

type Named = { readonly $name: string };
type Writer = Pick<AnyCodec, "encode" | "encodeInto" | "sizeOf">;

/** A list of codecs. The compiler would compare each in an array literal with each, and gives up at about a thousand. */
export function codecsOf(...codecs: AnyCodec[]): readonly AnyCodec[] {
  return codecs;
}

/** A family in its own byte order, with its twin. */
export function familyPair<R extends Named, I extends Named, P = unknown>(facts: FamilyFacts): OrderedFamily<R, I, P> {
  return Object.freeze({ ...familyOf<R, I, P>(facts), be: familyOf<R, I, P>({ ...facts, byteOrder: "big" }) });
}

/** A family that is made when it is first used: modules of its records that hold it may be loaded before it. */
export function lazyFamily<F extends object>(make: () => F, hasBoth: boolean): F {
  let made: F | undefined;
  const family = {};
  for (const name of familyNames.concat(hasBoth ? "be" : [])) {
    const get = () => {
      made ??= make();
      return made[name as keyof F];
    };
    Object.defineProperty(family, name, { enumerable: true, get });
  }
  return Object.freeze(family) as F;
}

const familyNames: readonly (keyof OrderedFamily)[] = [
  ...(["name", "doc", "byteOrder", "header", "framing", "codecs", "structs", "preamble", "opening"] as const),
  ...(["typeName", "codecNamed", "codecAt", "decode", "encode", "encodeInto", "sizeOf"] as const),
];

function inOrder(codec: AnyCodec, byteOrder: ByteOrder): AnyCodec {
  return codec.byteOrder === byteOrder ? codec : (codec as OrderedCodec<unknown>).be;
}

/** The registry: lookup by name, and records of whatever type. */
export function familyOf<R extends Named, I extends Named, P = unknown>(facts: FamilyFacts): Family<R, I, P> {
  const { types, preamble, ...own } = facts;
  const { name, framing, byteOrder } = own;
  const codecs = facts.codecs.map((codec) => inOrder(codec, byteOrder));
  const byName = new Map(codecs.map((codec) => [codec.name, codec]));
  const typeNames = new Map(types?.members.map((member) => [String(member.value), member.name]));
  const codecAt = dispatch(framing, byteOrder, codecs);

  const unknown: Writer = {
    encode: (value) => unknownBytes(facts, value),
    encodeInto(value, bytes, at) {
      const own = unknownBytes(facts, value);
      if (!inBounds(bytes, at, own.length)) throw new BytewrightError(outOfBounds("unknown", bytes, at, own.length));
      putRecord(own, bytes, at);
      return at + own.length;
    },
    sizeOf: (value) => unknownBytes(facts, value).length,
  };

  function writerOf(value: I | UnknownRecord): Writer {
    const found: unknown = value?.$name;
    if (found === "unknown") return unknown;
    if (typeof value !== "object" || value === null) throw wrongValue(whereIn(name), value, "a record");
    if (typeof found !== "string") throw wrongValue(whereIn(name, "$name"), found, "the name of a record");
    const codec = byName.get(found);
    if (codec !== undefined) return codec;
    const expected = [...byName.keys(), "unknown"].join(", ");
    throw refusal("unknown-record", whereIn(name, "$name"), found, expected);
  }

  const family: Family<R, I, P> = {
    ...own,
    ...(preamble && { preamble: preamble.map((codec) => inOrder(codec, byteOrder)) }),
    codecs,
    structs: facts.structs.map((codec) => inOrder(codec, byteOrder)),
    codecAt,
    typeName: (type: RecordType) => typeNames.get(String(type)),
    codecNamed: (record: string) => byName.get(record),
    decode(bytes: Uint8Array, at = 0): R | UnknownRecord {
      const codec = codecAt(bytes, at);
      return codec === undefined ? unknownRecord(facts, bytes, at) : (codec.decode(bytes, at) as R);
    },
    encode: (value: I | UnknownRecord) => writerOf(value).encode(value),
    encodeInto: (value: I | UnknownRecord, bytes, at) => writerOf(value).encodeInto(value, bytes, at),
    sizeOf: (value: I | UnknownRecord) => writerOf(value).sizeOf(value),
  };
  return Object.freeze(family);
}

/** The records of one type: those that tell themselves from others, and the one that takes what they leave. */
interface Candidates {
  readonly told: { readonly codec: AnyCodec; readonly when: DiscriminatorLayout }[];
  rest?: AnyCodec;
}

/** Finds the codec of a record by its type and, where several share it, by the field that tells them apart. */
function dispatch(framing: Framing, byteOrder: ByteOrder, codecs: readonly AnyCodec[]): Family["codecAt"] {
  const byType = new Map<RecordType, Candidates>();
  for (const codec of codecs) {
    const { type = 0, when } = codec.layout.record ?? {};
    const alike = byType.get(type) ?? { told: [] };
    byType.set(type, alike);
    if (when === undefined || when.except || when.mask !== undefined) alike.rest = codec;
    else alike.told.push({ codec, when });
  }
  const { headerSize, type } = framing;
  const typeOf: (bytes: Uint8Array, at: number) => RecordType =
    // The most common size without a loop (Node 24: 23 and 11 ns).
    type?.size === 4 && type.type === undefined
      ? (bytes, at) => viewOf(bytes).getUint32(at + type.offset, byteOrder === "little")
      : (bytes, at) => {
          viewOf(bytes);
          return framedType(framing, byteOrder, bytes, at);
        };
  return (bytes, at = 0, until) => {
    if (!inBounds(bytes, at, headerSize)) return undefined;
    const alike = byType.get(typeOf(bytes, at));
    if (alike === undefined || alike.told.length === 0) return alike?.rest;
    const { told, rest } = alike;
    // The one that takes the rest may end before what tells the others: what stands there is another record's.
    const endsBefore = rest !== undefined && rest.layout.record?.when === undefined;
    const most = until ?? bytes.length;
    const end = endsBefore ? Math.min(most, at + framedLength(framing, byteOrder, bytes, at)) : most;
    const isMeant = ({ when: { offset, size, byteOrder: own, values } }: Candidates["told"][number]) => {
      if (at + offset + size > Math.min(end, bytes.length)) return false;
      const order = isLittle(own, byteOrder === "little") ? "little" : "big";
      return values.includes(readUnsigned(bytes, at + offset, size, order));
    };
    return told.find(isMeant)?.codec ?? rest;
  };
}

function unknownRecord(facts: FamilyFacts, bytes: Uint8Array, at: number): UnknownRecord {
  const { framing, byteOrder, header } = facts;
  const name = header?.name ?? facts.name;
  if (!inBounds(bytes, at, framing.headerSize)) {
    throw new BytewrightError(outOfBounds(name, bytes, at, framing.headerSize));
  }
  const size = framedLength(framing, byteOrder, bytes, at);
  if (size < framing.headerSize) {
    const { name: path, offset } = framing.length ?? { name: "", offset: 0 };
    throw new BytewrightError(faultOf("wrong-length", name, path, at + offset, size, `${framing.headerSize} or more`));
  }
  if (at + size > bytes.length) throw new BytewrightError(outOfBounds("unknown", bytes, at, size));
  return {
    $name: "unknown",
    type: framedType(framing, byteOrder, bytes, at),
    bytes: copyBytes(bytes, at, at + size),
  };
}

/** A copy of the bytes of an unknown record, whose header says the same as the value. */
function unknownBytes(facts: FamilyFacts, value: UnknownRecord): Uint8Array {
  const { framing, byteOrder } = facts;
  const { bytes: given, type } = value;
  if (!isBytes(given)) throw wrongBytes(whereIn("unknown", "bytes"), given);
  const wanted = kindOfType(framing);
  if (typeof type !== wanted) throw wrongValue(whereIn("unknown", "type"), type, `a ${wanted}`);
  const size = bytesSize(given);
  if (size > framing.maxRecordSize) throw tooLarge(whereIn("unknown", "bytes"), size, framing.maxRecordSize);
  const bytes = cloneBytes(given, size);
  const length = size < framing.headerSize ? framing.headerSize : framedLength(framing, byteOrder, bytes, 0);
  if (length !== size) throw refusal("wrong-value", whereIn("unknown", "bytes"), `${size} bytes`, `${length} bytes`);
  const inHeader = framedType(framing, byteOrder, bytes, 0);
  const expected = `${showType(inHeader)}, as the header in bytes says`;
  if (inHeader === type) return bytes;
  const where = whereIn("unknown", "type");
  throw typeof type === "string" ? wrongValue(where, type, expected) : refusal("wrong-value", where, type, expected);
}

function kindOfType({ type: place }: Framing): "string" | "bigint" | "number" {
  const type = place?.type;
  return type?.kind === "string" ? "string" : type?.big ? "bigint" : "number";
}
