import type { ByteOrder } from "./codec.ts";
import { telling } from "./kinds/hooks.ts";
import type { Framing, HeaderPlace, RecordType } from "./layout.ts";

/** Bytes of the record at `at`, as its header tells; the header must fit. */
export function framedLength(framing: Framing, byteOrder: ByteOrder, bytes: Uint8Array, at: number): number {
  const { length } = framing;
  if (length === undefined) return bytes.length - at;
  const counted = Number(toldAt(length, byteOrder, bytes, at)) * length.unit + (length.plus ?? 0);
  return length.counts === "payload" ? framing.headerSize + counted : counted;
}

function toldAt(place: HeaderPlace, byteOrder: ByteOrder, bytes: Uint8Array, at: number): RecordType {
  if (place.type === undefined || telling === undefined) {
    return readUnsigned(bytes, at + place.offset, place.size, byteOrder);
  }
  return telling.read(place, byteOrder, bytes, at);
}

export function readUnsigned(bytes: Uint8Array, at: number, size: number, order: ByteOrder): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + (bytes[order === "big" ? at + i : at + size - 1 - i] as number);
  return value;
}

/** The type of the record at `at`, as its header tells; the header must fit. 0 in a family without types. */
export function framedType({ type }: Framing, byteOrder: ByteOrder, bytes: Uint8Array, at: number): RecordType {
  return type === undefined ? 0 : toldAt(type, byteOrder, bytes, at);
}

/** A type for messages, in ASCII. */
export function showType(type: RecordType): string {
  if (typeof type !== "string") return String(type);
  const hex = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return `"${type.replace(/[^ -~]|["\\]/g, hex)}"`;
}
