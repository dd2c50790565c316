import { inBounds } from "./binding.ts";
import type { AnyCodec, Codec, View } from "./codec.ts";
import { BytewrightError } from "./errors.ts";
import { outOfBounds, tooManyElements } from "./faults.ts";
import { mostElements } from "./limits.ts";
import { lengthOf } from "./lists.ts";
import { tooLarge, wrongValue } from "./values.ts";
import { whereIn } from "./where.ts";

type Decoder<T> = Pick<Codec<T, unknown, View>, "name" | "size" | "decode">;
type Encoder<I> = Pick<Codec<unknown, I, View>, "name" | "size" | "encodeInto">;

/**
 * `count` structs that stand one after another, as in an array of C: each starts where the one before it ends.
 *
 *     decodeArray(Epoll, bytes, 0, 2)   // [{ events: 1, data: 5n }, { events: 4, data: 6n }]
 *
 * @throws BytewrightError whose `record` is, where one of them is refused, `epoll_event[1]`
 */
export function decodeArray<T>(codec: Decoder<T>, bytes: Uint8Array, at: number, count: number): T[] {
  const { name } = codec;
  const size = sizeOfEach(codec);
  if (!(Number.isInteger(count) && count >= 0)) throw wrongValue(whereIn(name), count, "a number of structs");
  if (!inBounds(bytes, at, count * size)) throw new BytewrightError(outOfBounds(name, bytes, at, count * size));
  if (count > mostElements) throw new BytewrightError(tooManyElements(name, "", at, count, "list"));
  return Array.from({ length: count }, (_, i) => inElement(i, () => codec.decode(bytes, at + i * size)));
}

/**
 * The bytes of an array of C.
 * @throws BytewrightError whose `record` is, where a value is refused, `epoll_event[1]`
 */
export function encodeArray<I>(codec: Encoder<I>, values: readonly I[]): Uint8Array {
  const { name } = codec;
  const size = sizeOfEach(codec);
  const length = lengthOf(values);
  if (length < 0) throw wrongValue(whereIn(name), values, "a list");
  if (length * size >= 2 ** 31) throw tooLarge(whereIn(name), length * size, 2 ** 31 - 1);
  const bytes = new Uint8Array(length * size);
  for (let i = 0; i < length; i++) inElement(i, () => codec.encodeInto(values[i] as I, bytes, i * size));
  return bytes;
}

function sizeOfEach({ name, size }: Pick<AnyCodec, "name" | "size">): number {
  if (size === undefined) throw new TypeError(`${name} varies in size, and C has no arrays of such`);
  return size;
}

function inElement<T>(i: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BytewrightError) || error.record === "bytes") throw error;
    throw new BytewrightError({ ...error, record: `${error.record}[${i}]` });
  }
}
