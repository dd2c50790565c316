import type { Parser } from "binary-parser/dist/binary_parser.js";
import {
  type ByteOrder,
  type Codec,
  countElements,
  type Extent,
  hasChoice,
  InterpretedCodec,
  type Layout,
  once,
  sizesOf,
} from "../wire/index.ts";
import { useAllKinds } from "../wire/kinds/index.ts";
import { decoderOf, parserOf } from "./parser.ts";

/** A codec in one byte order that was made at run time, and the parser that it decodes by. */
export interface OneOrderCodec<T, Init> extends Codec<T, Init> {
  /** Gives the fields and checks nothing; to be composed with other parsers of binary-parser. It makes code from strings. */
  readonly parser: Parser;
}

/** A codec made at run time, and its big-endian twin; the twin of one that is big-endian already is itself. */
export interface DynamicCodec<T, Init = Partial<T>> extends OneOrderCodec<T, Init> {
  readonly be: OneOrderCodec<T, Init>;
}

/** A codec in its own byte order, with its twin. */
export function codecOf<T>(layout: Layout, byteOrder: ByteOrder): DynamicCodec<T> {
  useAllKinds();
  const big = Object.freeze(new ParsingCodec<T>(layout, false));
  return byteOrder === "big" ? big : Object.freeze(new ParsingCodec<T>(layout, true, big));
}

/** Made when it is first needed: of a format's records most programs meet a few. */
const decoders = {
  little: once((layout: Layout) => decoderOf(layout, "little")),
  big: once((layout: Layout) => decoderOf(layout, "big")),
};

class ParsingCodec<T> extends InterpretedCodec<T, Partial<T>> {
  /** A new one each time: whoever composes it may add to it. Of parts it knows nothing. */
  get parser(): Parser {
    return parserOf(this.layout, this.byteOrder);
  }

  override read(bytes: Uint8Array, at: number, extent: Extent | undefined): T {
    const { layout, le, byteOrder } = this;
    // What a tag says, and which member it means, binary-parser would have to be told field by field; and of an array in a
    // struct how long it is.
    const isInside = sizesOf(layout).array?.name.includes(".");
    const isParsed = extent === undefined && layout.kind === "struct" && !hasChoice(layout) && !isInside;
    const decode = isParsed ? decoders[byteOrder](layout) : null;
    if (decode === null) return super.read(bytes, at, extent);
    return decode(bytes, at, countElements(layout, bytes, at, le)) as T;
  }
}
