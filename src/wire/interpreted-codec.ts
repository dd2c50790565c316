import { type Binding, copyBytes, hasRoom, stage, unstage, viewOf } from "./binding.ts";
import { headerWriter } from "./derived.ts";
import type { Fault } from "./errors.ts";
import { extendedRecords, lookAt } from "./extended/check.ts";
import { extentOf } from "./extended/extent.ts";
import type { Extent } from "./extended/placed.ts";
import { readExtended } from "./extended/read.ts";
import { completeExtended, type TakenRecord, takeExtended } from "./extended/take.ts";
import { movedBy, refuse } from "./find-fault.ts";
import { jsonOf, plainOf } from "./json.ts";
import { fieldReader } from "./kinds/field-reader.ts";
import { useExtended } from "./kinds/hooks.ts";
import { type Coder, coderOf, type Given, type Read, useCoders } from "./kinds/kind.ts";
import { fieldsReader, writerOf } from "./kinds/struct-coder.ts";
import { type FieldLayout, keyOf, type Layout, type PartLayout, type TypeLayout } from "./layout.ts";
import { mostLevels } from "./limits.ts";
import { once } from "./once.ts";
import { RecordCodec, takeRecord } from "./record-codec.ts";
import { countElements, countIn, sizesOf } from "./sizes.ts";
import { withType } from "./variant.ts";
import type { RecordView } from "./view.ts";
import { toldIn, type ViewClass, viewClassOf, withTold } from "./view-class.ts";
import { type Where, whereIn } from "./where.ts";

/** A layout that is interpreted, with what encodes and decodes the kinds in it, as generated modules write it. */
export function interpreted(layout: Layout, used: readonly Coder<never>[]): Layout {
  useExtended(extendedRecords);
  useCoders(used);
  return layout;
}

const fieldsOfRecord = /* @__PURE__ */ once(fieldsReader);

/** Encodes and decodes by the layout alone: at run time, and what there are no fast paths for. */
export class InterpretedCodec<T, I, V extends RecordView = RecordView> extends RecordCodec<T, I, V> {
  decode(bytes: Uint8Array, at = 0): T {
    const { layout, le } = this;
    const { fault, extent } = lookAt(layout, bytes, at, le);
    refuse(fault);
    if (!isShared(bytes)) return this.read(bytes, at, extent);
    // Another thread may write to the record between a look at it and the next.
    const copy = copyBytes(bytes, at, extent?.end ?? at + sizeIn(layout, bytes, at, le));
    const again = lookAt(layout, copy, 0, le);
    refuse(movedBy(at, again.fault));
    return this.read(copy, 0, again.extent);
  }

  /** The value of a record that has been found to be right. */
  read(bytes: Uint8Array, at: number, extent: Extent | undefined): T {
    const { layout, le } = this;
    const b = { bytes, view: viewOf(bytes) };
    const union = unionIn(layout);
    if (union !== undefined) return union.reader(b, at, le) as T;
    if (extent !== undefined) return readExtended(layout, extent, b, at, le) as T;
    const value = layout.record === undefined ? {} : { $name: layout.name };
    fieldsOfRecord(layout)(value, b, at, le, countElements(layout, bytes, at, le));
    return value as T;
  }

  override check({ $bytes, $at }: { readonly $bytes: Uint8Array; readonly $at: number }): Fault | undefined {
    return lookAt(this.layout, $bytes, $at, this.le).fault;
  }

  encodeInto(value: I, bytes: Uint8Array, at: number): number {
    const { size, write } = this.take(value);
    if (!hasRoom(bytes, at, size)) return this.noRoom(bytes, at, size);
    const staged = stage(size);
    write(staged);
    return unstage(staged, bytes, at);
  }

  private take(given: I): TakenRecord {
    const { layout, le } = this;
    const value = withType(layout, given);
    if (layout.extended !== undefined) return takeExtended(layout, value, le);
    const union = unionIn(layout);
    if (union !== undefined) {
      const taken = union.taker(value, whereIn(layout.name, "", le));
      return { size: layout.size, write: (b) => union.writer(b, 0, le, taken) };
    }
    const { taken, size } = takeRecord(layout, value, le);
    return {
      size,
      write(b) {
        writerOf(layout)(b, 0, le, taken);
        headerWriter(layout)(b, le, size);
      },
    };
  }

  override create(init: Partial<I> = {}): T {
    const { layout, le } = this;
    const union = unionIn(layout);
    if (union !== undefined) return union.create(init, whereIn(layout.name, "", le)) as T;
    if (layout.extended === undefined || init === null) return super.create(init);
    const { own, more } = completeExtended(layout, init as Given, le);
    return { ...super.create(own as Partial<I>), ...more };
  }

  view(bytes: Uint8Array, at = 0): V {
    const View = viewOfLayout(this.layout);
    return new View(bytes, at, this.le) as V;
  }
}

/** A union by itself is read, taken and made as a member of a struct that is one. */
const unionIn = /* @__PURE__ */ once((layout: Layout) => {
  if (layout.kind !== "union") return undefined;
  const type: TypeLayout = { kind: "union", layout };
  const { reader, writer, values } = coderOf(type);
  const create = (init: unknown, where: Where) => values.create(type, init, where);
  return { reader: reader(type), writer: writer(type), taker: values.taker(type), create };
});

function sizeIn(layout: Layout, bytes: Uint8Array, at: number, le: boolean): number {
  const { array, baseSize } = sizesOf(layout);
  return baseSize + countElements(layout, bytes, at, le) * (array?.type.stride ?? 0);
}

function isShared({ buffer }: Uint8Array): boolean {
  return typeof SharedArrayBuffer === "function" && buffer instanceof SharedArrayBuffer;
}

const viewOfLayout = /* @__PURE__ */ once((layout: Layout): ViewClass => {
  const View = viewClassOf(
    layout,
    layout.name,
    (field, record) => flexibleGetter(field, record) ?? openGetter(field) ?? laterGetter(field),
  );
  const { parts = [], grows } = layout.extended ?? {};
  const more = parts.map((part) => ({ name: part.name, key: keyOf(part), get: partGetter(part, layout.name) }));
  if (grows) more.push({ name: "$rest", key: "$rest", get: restIn });
  for (const { key, get } of more) {
    Object.defineProperty(View.prototype, key, {
      get(this: RecordView) {
        return get(this);
      },
    });
  }
  View.prototype.toJSON = function (this: RecordView) {
    return { ...jsonOf(this, layout), ...Object.fromEntries(more.map(({ name, get }) => [name, plainOf(get(this))])) };
  };
  return View;
});

/** A struct at the end that ends with a flexible array sees no bytes behind its record. */
function openGetter({ type, offset }: FieldLayout) {
  if (type.kind !== "struct" || sizesOf(type.layout).array === undefined) return undefined;
  const Inner = viewOfLayout(type.layout);
  return (view: RecordView) => {
    const { array } = sizesOf(view.$layout);
    const end = view.$at + (array?.offset ?? 0) + countIn(view) * (array?.type.stride ?? 0);
    return withTold(new Inner(view.$bytes.subarray(0, end), view.$at + offset, view.$le), toldIn(view));
  };
}

/** How many elements a view sees, its record's layout tells. */
function flexibleGetter({ type, offset }: FieldLayout, record: string) {
  if (type.kind !== "flexible") return undefined;
  const look = lookerOf({ type } as PartLayout, record);
  return (view: RecordView) => look(bindingOf(view), view.$at + offset, view.$le, countIn(view), toldIn(view));
}

/** Of a field that shorter records do not have. */
function laterGetter(field: FieldLayout) {
  const { since } = field;
  if (since === undefined) return undefined;
  const read = fieldReader(field);
  return (view: RecordView) => {
    const { end } = extentIn(view);
    return end - view.$at < since ? undefined : read(bindingOf(view), view.$at, view.$le, 0, toldIn(view));
  };
}

/** In how many records a view's is: whoever goes into all of them shall come to an end. */
const levels: WeakMap<object, number> = /* @__PURE__ */ new WeakMap<object, number>();

/** Looks a part up each time. What there are not enough bytes for, or what is too deep, is undefined. */
function partGetter(part: PartLayout, record: string): (view: RecordView) => unknown {
  const look = lookerOf(part, record);
  return (view: RecordView) => {
    const placed = extentIn(view).parts.find((one) => one.part === part);
    const level = (levels.get(view) ?? 0) + 1;
    if (placed === undefined || level > mostLevels) return undefined;
    const seen = look(bindingOf(view), placed.at, view.$le, placed.elements, undefined, placed.list);
    if (part.type.kind === "records") for (const inner of seen as object[]) levels.set(inner, level);
    return seen;
  };
}

function restIn(view: RecordView): Uint8Array | undefined {
  const { known, end } = extentIn(view);
  return known < end ? view.$bytes.subarray(known, end) : undefined;
}

function lookerOf({ type }: PartLayout, record: string): Read {
  const coder = coderOf(type);
  return coder.look?.(type, record) ?? coder.reader(type);
}

function extentIn({ $layout, $view, $at, $le, $bytes }: RecordView) {
  return extentOf($layout, $view, $at, $le, $bytes.length);
}

function bindingOf({ $bytes: bytes, $view: view }: RecordView): Binding {
  return { bytes, view };
}
