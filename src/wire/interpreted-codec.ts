import { type Binding, copyBytes, hasRoom, stage, unstage, viewOf } from "./binding.ts";
import { headerWriter } from "./derived.ts";
import { extendedRecords } from "./extended/check.ts";
import { extentOf } from "./extended/extent.ts";
import { readExtended, toldOf } from "./extended/read.ts";
import { completeExtended, type TakenRecord, takeExtended } from "./extended/take.ts";
import { faultInCopy, findFault, refuse } from "./find-fault.ts";
import { jsonOf, plainOf } from "./json.ts";
import { fieldReader } from "./kinds/field-reader.ts";
import { useExtended } from "./kinds/hooks.ts";
import { type Coder, coderOf, type Given, type Read, useCoders } from "./kinds/kind.ts";
import { fieldsReader, writerOf } from "./kinds/struct-coder.ts";
import { type FieldLayout, keyOf, type Layout, type PartLayout } from "./layout.ts";
import { mostLevels } from "./limits.ts";
import { once } from "./once.ts";
import { RecordCodec, takeRecord } from "./record-codec.ts";
import { countElements, countIn, sizesOf } from "./sizes.ts";
import type { RecordView } from "./view.ts";
import { toldIn, type ViewClass, viewClassOf, withTold } from "./view-class.ts";

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
    refuse(findFault(layout, bytes, at, le));
    if (!isShared(bytes)) return this.read(bytes, at);
    // Another thread may write to the record between a look at it and the next.
    const copy = copyBytes(bytes, at, this.endIn(bytes, at));
    refuse(faultInCopy(layout, copy, at, le));
    return this.read(copy, 0);
  }

  /** The value of a record that has been found to be right. */
  protected read(bytes: Uint8Array, at: number): T {
    const { layout, le } = this;
    const b = { bytes, view: viewOf(bytes) };
    if (layout.extended !== undefined) return readExtended(layout, b, at, le) as T;
    const value = layout.record === undefined ? {} : { $name: layout.name };
    fieldsOfRecord(layout)(value, b, at, le, countElements(layout, bytes, at, le));
    return value as T;
  }

  private endIn(bytes: Uint8Array, at: number): number {
    const { layout, le } = this;
    if (layout.extended !== undefined) return extentOf(layout, viewOf(bytes), at, le, bytes.length).end;
    const { array, baseSize } = sizesOf(layout);
    return at + baseSize + countElements(layout, bytes, at, le) * (array?.type.stride ?? 0);
  }

  encodeInto(value: I, bytes: Uint8Array, at: number): number {
    const { size, write } = this.take(value);
    if (!hasRoom(bytes, at, size)) return this.noRoom(bytes, at, size);
    const staged = stage(size);
    write(staged);
    return unstage(staged, bytes, at);
  }

  private take(value: I): TakenRecord {
    const { layout, le } = this;
    if (layout.extended !== undefined) return takeExtended(layout, value, le);
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
    if (this.layout.extended === undefined) return super.create(init);
    const { own, more } = completeExtended(this.layout, init as Given, this.le);
    return { ...super.create(own as Partial<I>), ...more };
  }

  view(bytes: Uint8Array, at = 0): V {
    const View = viewOfLayout(this.layout);
    return new View(bytes, at, this.le) as V;
  }
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
  const define = (name: string, get: (view: RecordView) => unknown) =>
    Object.defineProperty(View.prototype, name, {
      get(this: RecordView) {
        return get(this);
      },
    });
  for (const part of parts) define(keyOf(part), partGetter(part, layout.name));
  if (grows) define("$rest", restIn);
  const names = [
    ...parts.map((part) => [part.name, keyOf(part)] as const),
    ...(grows ? [["$rest", "$rest"] as const] : []),
  ];
  View.prototype.toJSON = function (this: RecordView) {
    const own = this as unknown as { readonly [field: string]: unknown };
    return { ...jsonOf(this, layout), ...Object.fromEntries(names.map(([name, key]) => [name, plainOf(own[key])])) };
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
function partGetter(part: PartLayout, record: string) {
  const look = lookerOf(part, record);
  return (view: RecordView) => {
    const placed = extentIn(view).parts.find((one) => one.part === part);
    const level = (levels.get(view) ?? 0) + 1;
    if (placed === undefined || level > mostLevels) return undefined;
    const seen = look(bindingOf(view), placed.at, view.$le, toldOf(placed));
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
