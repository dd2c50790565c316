import type { Parser } from "binary-parser/dist/binary_parser.js";
import {
  type Binding,
  type ByteOrder,
  type Codec,
  copyBytes,
  countElements,
  countedBy,
  countIn,
  type FieldLayout,
  faultInCopy,
  fieldWriter,
  findFault,
  flexibleCoder,
  hasRoom,
  type Layout,
  once,
  placesIn,
  type Read,
  RecordCodec,
  type RecordView,
  refuse,
  sizesOf,
  stage,
  structCoder,
  takeRecord,
  unstage,
  viewClassOf,
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
  const big = Object.freeze(new LayoutCodec<T>(layout, false));
  return byteOrder === "big" ? big : Object.freeze(new LayoutCodec<T>(layout, true, big));
}

/** Made when it is first needed: of a format's records most programs meet a few. */
const decoders = {
  little: once((layout: Layout) => decoderOf(layout, "little")),
  big: once((layout: Layout) => decoderOf(layout, "big")),
};
const writersOf = once((layout: Layout) => ({
  write: structCoder.writer({ kind: "struct", layout }),
  derived: placesIn(layout).flatMap(({ field }) => derivedWriter(field, layout)),
}));

class LayoutCodec<T> extends RecordCodec<T, Partial<T>, RecordView> {
  /** A new one each time: whoever composes it may add to it. */
  get parser(): Parser {
    return parserOf(this.layout, this.byteOrder);
  }

  decode(bytes: Uint8Array, at = 0): T {
    const { layout, le, byteOrder } = this;
    refuse(findFault(layout, bytes, at, le));
    const read = decoders[byteOrder](layout);
    const elements = countElements(layout, bytes, at, le);
    if (!isShared(bytes)) return read(bytes, at, elements) as T;
    const { array, baseSize } = sizesOf(layout);
    // Another thread may write to the record between a look at it and the next.
    const copy = copyBytes(bytes, at, at + baseSize + elements * (array?.type.stride ?? 0));
    refuse(faultInCopy(layout, copy, at, le));
    return read(copy, 0, countElements(layout, copy, 0, le)) as T;
  }

  encodeInto(value: Partial<T>, bytes: Uint8Array, at: number): number {
    const { layout, le } = this;
    const { taken, size } = takeRecord(layout, value, le);
    if (!hasRoom(bytes, at, size)) return this.noRoom(bytes, at, size);
    const staged = stage(size);
    const { write, derived } = writersOf(layout);
    write(staged, 0, le, taken);
    for (const writeDerived of derived) writeDerived(staged, le, size);
    return unstage(staged, bytes, at);
  }

  view(bytes: Uint8Array, at = 0): RecordView {
    const View = viewClassOf(this.layout, this.name, flexibleGetter);
    return new View(bytes, at, this.le);
  }
}

function isShared({ buffer }: Uint8Array): boolean {
  return typeof SharedArrayBuffer === "function" && buffer instanceof SharedArrayBuffer;
}

/** Writes what a field of the header says of a record of a size. */
type WriteDerived = (staged: Binding, le: boolean, size: number) => void;

/** What writes a field, if it is one of the header that no value holds. */
function derivedWriter(field: FieldLayout, layout: Layout): WriteDerived[] {
  const { derived, constant, type } = field;
  if (derived === undefined) return [];
  const write = fieldWriter(field);
  const known = derived === "type" ? layout.record?.type : constant;
  const { before, unit } = countedBy(layout);
  const toLength = type.kind === "integer" && type.big ? BigInt : Number;
  return [(staged, le, size) => write(staged, 0, le, known ?? toLength((size - before) / unit))];
}

/** How many elements a view sees, its record's layout tells. */
function flexibleGetter({ type, offset }: FieldLayout, record: string) {
  if (type.kind !== "flexible") return undefined;
  const look = flexibleCoder.look?.(type, record) as Read;
  return (view: RecordView) => {
    const { $bytes: bytes, $view, $at, $le } = view;
    return look({ bytes, view: $view }, $at + offset, $le, countIn(view));
  };
}
