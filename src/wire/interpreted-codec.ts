import { type Binding, copyBytes, hasRoom, stage, unstage, viewOf } from "./binding.ts";
import { faultInCopy, findFault, refuse } from "./find-fault.ts";
import { flexibleCoder } from "./kinds/flexible.ts";
import { type Coder, type Read, useCoders } from "./kinds/kind.ts";
import { fieldsReader, fieldWriter, structCoder } from "./kinds/struct-coder.ts";
import { countedBy, type FieldLayout, type Layout } from "./layout.ts";
import { once } from "./once.ts";
import { placesIn } from "./places.ts";
import { RecordCodec, takeRecord } from "./record-codec.ts";
import { countElements, countIn, sizesOf } from "./sizes.ts";
import type { RecordView } from "./view.ts";
import { toldIn, type ViewClass, viewClassOf } from "./view-class.ts";

/** A layout that is interpreted, with what encodes and decodes the kinds in it, as generated modules write it. */
export function interpreted(layout: Layout, used: readonly Coder<never>[]): Layout {
  useCoders(used);
  return layout;
}

const fieldsOfRecord = /* @__PURE__ */ once(fieldsReader);
const writersOf = /* @__PURE__ */ once((layout: Layout) => ({
  write: structCoder.writer({ kind: "struct", layout }),
  derived: placesIn(layout).flatMap(({ field }) => derivedWriter(field, layout)),
}));

/** Encodes and decodes by the layout alone: at run time, and what there are no fast paths for. */
export class InterpretedCodec<T, I, V extends RecordView = RecordView> extends RecordCodec<T, I, V> {
  decode(bytes: Uint8Array, at = 0): T {
    const { layout, le } = this;
    refuse(findFault(layout, bytes, at, le));
    if (!isShared(bytes)) return this.read(bytes, at);
    const { array, baseSize } = sizesOf(layout);
    const size = baseSize + countElements(layout, bytes, at, le) * (array?.type.stride ?? 0);
    // Another thread may write to the record between a look at it and the next.
    const copy = copyBytes(bytes, at, at + size);
    refuse(faultInCopy(layout, copy, at, le));
    return this.read(copy, 0);
  }

  /** The value of a record that has been found to be right. */
  protected read(bytes: Uint8Array, at: number): T {
    const { layout, le } = this;
    const value = layout.record === undefined ? {} : { $name: layout.name };
    const elements = countElements(layout, bytes, at, le);
    fieldsOfRecord(layout)(value, { bytes, view: viewOf(bytes) }, at, le, elements);
    return value as T;
  }

  encodeInto(value: I, bytes: Uint8Array, at: number): number {
    const { layout, le } = this;
    const { taken, size } = takeRecord(layout, value, le);
    if (!hasRoom(bytes, at, size)) return this.noRoom(bytes, at, size);
    const staged = stage(size);
    const { write, derived } = writersOf(layout);
    write(staged, 0, le, taken);
    for (const writeDerived of derived) writeDerived(staged, le, size);
    return unstage(staged, bytes, at);
  }

  view(bytes: Uint8Array, at = 0): V {
    const View: ViewClass = viewClassOf(this.layout, this.name, flexibleGetter);
    return new View(bytes, at, this.le) as V;
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
    return look({ bytes, view: $view }, $at + offset, $le, countIn(view), toldIn(view));
  };
}
