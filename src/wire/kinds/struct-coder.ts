import { fieldsOf } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, keyOf, type Layout } from "../layout.ts";
import { once } from "../once.ts";
import { viewClassOf, withTold } from "../view-class.ts";
import { fieldReader } from "./field-reader.ts";
import { choices } from "./hooks.ts";
import { type Coder, coderOf, type Read, type Write } from "./kind.ts";
import type { StructLayout } from "./struct.ts";
import { structValues, type TakenStruct } from "./struct-values.ts";

/** Reads the fields that a value has into an object; of a record, with the elements of its flexible array. */
export function fieldsReader(layout: Layout): (into: { [field: string]: unknown }, ...place: Parameters<Read>) => void {
  const fields = fieldsOf(layout).held.map((field) => ({ key: keyOf(field), read: fieldReader(field) }));
  const tell = choices?.teller(layout);
  return (into, b, p, le, elements, around) => {
    const told = tell === undefined ? around : tell(b.view, p, le, around);
    for (const { key, read } of fields) {
      const value = read(b, p, le, elements, told);
      if (value !== undefined) into[key] = value;
    }
  };
}

/** Writes what was taken of a field of the struct at `p`. */
export function fieldWriter(field: FieldLayout): Write {
  const type = fieldTypeOf(field);
  const { offset } = field;
  const write = coderOf(type).writer(type);
  return offset === 0 ? write : (b, p, le, taken) => write(b, p + offset, le, taken);
}

export const structCoder: Coder<StructLayout> = {
  kind: "struct",
  values: structValues,
  reader({ layout }) {
    const read = fieldsReader(layout);
    return (b, p, le, elements, told) => {
      const value = {};
      read(value, b, p, le, elements, told);
      return value;
    };
  },
  writer({ layout }) {
    const writes = fieldsOf(layout).parts.map(fieldWriter);
    return (b, p, le, taken) => {
      const parts = taken as TakenStruct;
      for (let i = 0; i < writes.length; i++) (writes[i] as Write)(b, p, le, parts[i]);
    };
  },
  look({ layout }, record) {
    const Nested = viewClassOf(layout, record);
    return (b, p, le, _, told) => withTold(new Nested(b.bytes, p, le), told);
  },
};

/** Writes what was taken of a struct by itself, or of a record's fixed part. */
export const writerOf: (layout: Layout) => Write = /* @__PURE__ */ once((layout: Layout) =>
  structCoder.writer({ kind: "struct", layout }),
);
