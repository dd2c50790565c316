import type { ByteOrder } from "../wire/codec.ts";
import type { FieldLayout, Layout } from "../wire/layout.ts";
import { BaseView } from "../wire/view.ts";
import { fieldsOf } from "./fields.ts";
import { readElements, readField } from "./read.ts";

/** How many elements of its flexible array the record at `at` has. */
export type CountElements = (bytes: Uint8Array, at: number) => number;

/** A class of views with a getter for each field, header and reserved ones included. */
export function viewClassOf(layout: Layout, byteOrder: ByteOrder, countElements: CountElements): new () => BaseView {
  class DynamicView extends BaseView {
    override get $layout(): Layout {
      return layout;
    }
  }
  for (const field of fieldsOf(layout).all) {
    const read = readerOf(field, byteOrder, countElements);
    Object.defineProperty(DynamicView.prototype, field.name, {
      get(this: BaseView) {
        return read(this);
      },
    });
  }
  return DynamicView;
}

/** Reads a field of a view; bytes are not copied. */
function readerOf(field: FieldLayout, byteOrder: ByteOrder, countElements: CountElements): (view: BaseView) => unknown {
  const { type, offset } = field;
  switch (type.kind) {
    case "struct":
    case "union": {
      const Nested = viewClassOf(type.layout, byteOrder, countElements);
      return ({ $at, $bytes }) => new Nested().$moveTo($at + offset, $bytes);
    }
    case "bytes":
      return ({ $at, $bytes }) => $bytes.subarray($at + offset, $at + offset + type.size);
    case "flexible":
      return ({ $at, $bytes, $binding }) => {
        const count = countElements($bytes, $at);
        const start = $at + offset;
        if (type.as === "bytes") return $bytes.subarray(start, start + count);
        return readElements(type, $binding, start, count, byteOrder);
      };
    default:
      return ({ $at, $binding }) => readField(field, $binding, $at, byteOrder);
  }
}
