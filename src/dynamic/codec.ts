import type { Parser } from "binary-parser/dist/binary_parser.js";
import { encodeApart, encodeFresh, inBounds } from "../wire/binding.ts";
import type { ByteOrder, Codec, Framing, View } from "../wire/codec.ts";
import { BytewrightError } from "../wire/errors.ts";
import { outOfBounds } from "../wire/faults.ts";
import type { Layout } from "../wire/layout.ts";
import { checkRecord, countElements } from "./check.ts";
import { encoderOf } from "./encoder.ts";
import type { Given } from "./fit.ts";
import { parserOf } from "./parser.ts";
import { rulesOf } from "./rules.ts";
import { valueMakerOf } from "./value.ts";
import { viewClassOf } from "./view.ts";

/** A codec in one byte order that was made at run time, and the parser that it decodes by. */
export interface OneOrderCodec<T, Init> extends Codec<T, Init> {
  /** Gives the fields and checks nothing; to be composed with other parsers of binary-parser. */
  readonly parser: Parser;
}

/** A codec for what is laid out like this; with `framing`, for a record whose header tells its type and length. */
export function codecOf<T, Init>(
  layout: Layout,
  framing: Framing | undefined,
  byteOrder: ByteOrder,
): OneOrderCodec<T, Init> {
  const rules = rulesOf(layout, framing);
  const parser = parserOf(layout, byteOrder, framing);
  const valueFrom = valueMakerOf(layout);
  const DynamicView = viewClassOf(layout, byteOrder, (bytes, at) => countElements(rules, bytes, at, byteOrder));
  const { sizeOf, write, create } = encoderOf(layout, framing, rules, byteOrder);

  return Object.freeze({
    name: layout.name,
    layout,
    byteOrder,
    parser,
    decode(bytes: Uint8Array, at = 0): T {
      const fault = checkRecord(rules, bytes, at, byteOrder);
      if (fault !== undefined) throw new BytewrightError(fault);
      const { flexible } = rules;
      const end = flexible && flexible.offset + countElements(rules, bytes, at, byteOrder) * flexible.type.stride;
      // Of the bytes behind it a parser must not see any: it would read on.
      const own = new Uint8Array(bytes.buffer, bytes.byteOffset + at, end ?? layout.size);
      return valueFrom(parser.parse(own)) as T;
    },
    encode: (value: Init): Uint8Array => encodeFresh(sizeOf(value), value, write),
    encodeInto(value: Init, bytes: Uint8Array, at: number): number {
      const size = sizeOf(value);
      if (!inBounds(bytes, at, size)) {
        throw new BytewrightError(outOfBounds(layout.name, bytes, at, size));
      }
      return encodeApart(size, value, write, bytes, at);
    },
    sizeOf,
    create: (init?: Partial<Init>): T => create(init as Given | undefined) as T,
    view: (bytes: Uint8Array, at = 0): View => new DynamicView().$moveTo(at, bytes),
    check: ({ $bytes, $at }: View) => checkRecord(rules, $bytes, $at, byteOrder),
  });
}
