import { bind, inBounds } from "../wire/binding.ts";
import type { AnyCodec, ByteOrder, Family, Framing } from "../wire/codec.ts";
import { framedLength, framedType } from "../wire/family.ts";
import { readField } from "./read.ts";
import { rulesOf, type VariantRule } from "./rules.ts";

interface Candidate {
  readonly codec: AnyCodec;
  readonly when: VariantRule | undefined;
}

/** Finds the codec of a record by its type and, where several share it, by the field that tells them apart. */
export function dispatch(framing: Framing, byteOrder: ByteOrder, codecs: readonly AnyCodec[]): Family["codecAt"] {
  const candidates = candidatesOf(codecs, framing);
  const types = new Set(candidates.map(typeOf));
  const byType = new Map([...types].map((type) => [type, alike(candidates.filter((one) => typeOf(one) === type))]));
  return (bytes, at = 0) => {
    if (!inBounds(bytes, at, framing.headerSize)) return undefined;
    const ofType = byType.get(framedType(framing, byteOrder, bytes, at));
    if (ofType === undefined) return undefined;
    const told = ofType.oneEndsBefore ? at + framedLength(framing, byteOrder, bytes, at) : bytes.length;
    const end = Math.min(told, bytes.length);
    return ofType.candidates.find(({ when }) => fitsVariant(when, bytes, at, end, byteOrder))?.codec;
  };
}

/** The records of one type. */
interface Alike {
  readonly candidates: readonly Candidate[];
  /** whether one of them has no field where the others are told apart: what stands there may be another record's */
  readonly oneEndsBefore: boolean;
}

function alike(candidates: readonly Candidate[]): Alike {
  return { candidates, oneEndsBefore: candidates.length > 1 && candidates.some(({ when }) => when === undefined) };
}

/** The type of a record; all have the same in a family without types. */
function typeOf({ codec }: Candidate): number {
  return codec.layout.record?.type ?? 0;
}

/** A record that takes what the others of its type leave is asked last. */
function candidatesOf(codecs: readonly AnyCodec[], framing: Framing): Candidate[] {
  const all = codecs.map((codec) => ({ codec, when: rulesOf(codec.layout, framing).when }));
  const takesTheRest = ({ when }: Candidate) => when === undefined || when.except === true;
  return [...all.filter((one) => !takesTheRest(one)), ...all.filter(takesTheRest)];
}

function fitsVariant(
  when: VariantRule | undefined,
  bytes: Uint8Array,
  at: number,
  end: number,
  byteOrder: ByteOrder,
): boolean {
  if (when === undefined || when.except === true) return true;
  const { field, offset, base } = when.place;
  const fits = at + offset + field.size <= end;
  return fits && when.values.includes(Number(readField(field, bind(bytes), at + base, byteOrder)));
}
