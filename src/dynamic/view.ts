import { isSeenAsBytes, isSettable, viewsForEach } from "../layout/index.ts";
import type { ByteOrder } from "../wire/codec.ts";
import { readable } from "../wire/faults.ts";
import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";
import { BaseView } from "../wire/view.ts";
import { fieldsOf } from "./fields.ts";
import { fitAlone } from "./fit.ts";
import { readElements, readField } from "./read.ts";
import { writeField } from "./write.ts";

/** How many elements of its flexible array the record at `at` has. */
export type CountElements = (bytes: Uint8Array, at: number) => number;

/**
 * A class of views with a getter for each field, header and reserved ones included, and setters. `around` is the
 * record that errors in structs without a name tell.
 */
export function viewClassOf(
  layout: Layout,
  byteOrder: ByteOrder,
  countElements: CountElements,
  around: string = layout.name,
): new () => BaseView {
  const record = layout.name || around;
  class DynamicView extends BaseView {
    override get $layout(): Layout {
      return layout;
    }
  }
  for (const field of fieldsOf(layout).all) {
    const read = readerOf(field, byteOrder, countElements, record);
    Object.defineProperty(DynamicView.prototype, field.name, {
      get(this: BaseView) {
        return read(this);
      },
      ...(isSettable(field) && {
        set(this: BaseView, value: unknown) {
          fitAlone(field, value, { record, byteOrder });
          writeField(field, value, this.$binding, this.$at, byteOrder);
        },
      }),
    });
  }
  return DynamicView;
}

type Read = (view: BaseView) => unknown;

/** Reads a field of a view; bytes are not copied, and structs are views. */
function readerOf(field: FieldLayout, byteOrder: ByteOrder, countElements: CountElements, record: string): Read {
  const { type, offset, size } = field;
  if (isSeenAsBytes(field)) return ({ $at, $bytes }) => $bytes.subarray($at + offset, $at + offset + size);
  switch (type.kind) {
    case "struct":
    case "union": {
      const Nested = viewClassOf(type.layout, byteOrder, countElements, record);
      return ({ $at, $bytes }) => new Nested().$moveTo($at + offset, $bytes);
    }
    case "bytes":
      return ({ $at, $bytes }) => $bytes.subarray($at + offset, $at + offset + type.size);
    case "array": {
      const item = viewsOf(type.element, byteOrder, countElements, record);
      if (item === undefined) return ({ $at, $binding }) => readField(field, $binding, $at, byteOrder);
      return ({ $at, $bytes }) => listOf(item, $bytes, $at + offset, type.stride, type.length);
    }
    case "flexible": {
      const each = viewsForEach(type);
      const item = viewsOf(type.element, byteOrder, countElements, record);
      return ({ $at, $bytes, $binding }) => {
        const count = countElements($bytes, $at);
        const start = $at + offset;
        if (type.as === "bytes") return $bytes.subarray(start, start + count);
        readable(record, field.name, start, count, type.as, each);
        if (item !== undefined) return listOf(item, $bytes, start, type.stride, count);
        return readElements(type, $binding, start, count, byteOrder);
      };
    }
    default:
      return ({ $at, $binding }) => readField(field, $binding, $at, byteOrder);
  }
}

type ReadAt = (bytes: Uint8Array, at: number) => unknown;

/** Makes views of a list's elements, where they are structs in the end. */
function viewsOf(
  type: TypeLayout,
  byteOrder: ByteOrder,
  countElements: CountElements,
  record: string,
): ReadAt | undefined {
  if (type.kind === "array") {
    const item = viewsOf(type.element, byteOrder, countElements, record);
    return item && ((bytes, at) => listOf(item, bytes, at, type.stride, type.length));
  }
  if (type.kind !== "struct" && type.kind !== "union") return undefined;
  const Nested = viewClassOf(type.layout, byteOrder, countElements, record);
  return (bytes, at) => new Nested().$moveTo(at, bytes);
}

function listOf(item: ReadAt, bytes: Uint8Array, at: number, stride: number, length: number): unknown[] {
  return Array.from({ length }, (_, i) => item(bytes, at + i * stride));
}
