import { type FieldLayout, fieldTypeOf } from "../layout.ts";
import { choices } from "./hooks.ts";
import { coderOf, type Read } from "./kind.ts";

/** Reads a field of the struct at `p`; undefined where it is a member of a union that is not meant. */
export function fieldReader(field: FieldLayout, look?: Read): Read {
  const type = fieldTypeOf(field);
  const { offset, only } = field;
  const read = look ?? coderOf(type).reader(type);
  if (only !== undefined) {
    return (b, p, le, _, told) => (choices?.isMeant(only, told) ? read(b, p + offset, le, 0, told) : undefined);
  }
  return offset === 0 ? read : (b, p, le, elements, told) => read(b, p + offset, le, elements, told);
}
